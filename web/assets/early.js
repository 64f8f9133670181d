// Before the first paint: with JavaScript the menu of a phone starts folded.
document.documentElement.classList.add('js')
