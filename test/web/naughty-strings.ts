/**
 * Texts that break pages, programs and tables, put together for this portal. The first ones would run in a browser that takes them for more
 * than text: each says `alert`, which a test hears.
 */
export const hostile = [
  `"><script>alert(1)</script>`,
  `'><img src=x onerror=alert(2)>`,
  `</textarea></title></style><svg/onload=alert(3)>`,
  `javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/"/+/onmouseover=1/+/[*/[]/+alert(4)//'>`,
  `" autofocus onfocus=alert(5) x="`,
  `' style='animation-name:x' onanimationstart='alert(6)`,
  `<iframe srcdoc="<script>parent.alert(7)</script>">`,
  `"><a hx-get="/account" hx-trigger="load" hx-on:load="alert(8)">`,
  `<form action=/sign-out method=post><button autofocus onfocus=alert(9)>`,
  `{{constructor.constructor('alert(10)')()}}<%= alert(10) %>\${alert(10)}`,
  `&lt;script&gt;alert(11)&lt;/script&gt;&#60;b&#62;`,
  `<!--#exec cmd="ls"--><math><mtext></mtext><mglyph><style><img src=x onerror=alert(12)>`,
]

/** The others: they may be refused, cut or kept, but nothing may fail over them. */
export const awkward = [
  '',
  ' \t\r\n \ufeff\u200b\u200d\u2060 \u202eнеправильно\u202c \u2066\u2069',
  '\0',
  'A\0B\x01\x02\x1b[31m\x7f',
  '\ud800',
  'العربية والعبرية עברית 田中さんにあげて下さい 你好 👩‍👩‍👧‍👦 🇨🇭 \u{1f9d1}\u{1f3fd} ﬀ Ⅷ ½ İı ß ſ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
  `O'Brien; drop table users; --`,
  '=HYPERLINK("http://evil.example","x")',
  '-1e309',
  'NaN',
  '99999999999999999999999999',
  '0x10',
  '2026-02-30',
  '0000-00-00',
  '__proto__',
  'constructor',
  'true null [object Object] "a","b"\n{"role":"supervisor"}',
  'x\r\nBcc: evil@evil.example\r\n\r\ny',
  `@SUM(1+1)*cmd|" /C calc"!A0 1' or '1'='1 %s%n%x %00 %2e%2e%2f ../../../etc/passwd`,
  'a'.repeat(10_000),
  '<b>('.repeat(3000),
]

/** Those of them that databases and programs take amiss most often: each sees them. */
export const worst = [
  '\0',
  'A\0B\x01\x02\x1b[31m\x7f',
  '\ud800',
  `O'Brien; drop table users; --`,
  'a'.repeat(10_000),
  '<b>('.repeat(3000),
]

/** The dangerous ones, a few in one text: fields are many. */
export const hostileTogether = [0, 3, 6, 9].map((at) => hostile.slice(at, at + 3).join(' '))
