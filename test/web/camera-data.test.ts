import { expect } from 'chai'
import { withoutCameraData } from '../../web/documents/camera-data.js'
import { jpeg, png } from './files.js'
import { onEachDatabase } from './portal.js'
import { useBrowser } from './real-browser.js'

/** What a phone writes into a picture: which side is up, and the place (47° 22′ N); a small copy of the picture follows. */
const exif = (side: number): Buffer => {
  const number = (value: number) => Buffer.of(value >>> 24, value >>> 16, value >>> 8, value)
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([Buffer.of(tag >> 8, tag & 255, 0, type), number(count), value])
  const main = [entry(0x0112, 3, 1, Buffer.of(0, side, 0, 0)), entry(0x8825, 4, 1, number(38))]
  const place = [entry(1, 2, 2, Buffer.from('N\0\0\0')), entry(2, 5, 3, number(68))]
  return Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x02', 'latin1'),
    ...main,
    Buffer.from('\0\0\0\0\0\x02', 'latin1'),
    ...place,
    number(0),
    ...[47, 1, 22, 1, 0, 1].map(number),
    Buffer.from('Phone of Anna Muster'),
  ])
}
const segment = (marker: number, content: Buffer) =>
  Buffer.concat([Buffer.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content])

/** The picture with all that a phone and programs add to it. */
const carried = (picture: Buffer, side = 6) =>
  Buffer.concat([
    picture.subarray(0, 2),
    segment(0xe1, exif(side)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>47,22N</exif:GPSLatitude>')),
    segment(0xed, Buffer.from('Photoshop 3.0\0 Anna Muster')),
    segment(0xfe, Buffer.from('Anna Muster')),
    picture.subarray(2),
    Buffer.from('a second picture, with Exif of Anna Muster'),
  ])
const carriedPng = (picture: Buffer) => {
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)])
  }
  const [head, body] = [picture.subarray(0, 33), picture.subarray(33)]
  const told = [chunk('eXIf', exif(1).subarray(6)), chunk('tEXt', Buffer.from('Author\0Anna Muster'))]
  return Buffer.concat([head, ...told, body, Buffer.from('Anna Muster')])
}
const tells = /Exif|GPS|Anna|Photoshop|Author|eXIf|tEXt/

describe('What a camera writes into a picture', () => {
  it('is taken away, and the rest stays byte for byte', () => {
    expect(withoutCameraData(carried(jpeg(), 1), 'image/jpeg')?.equals(jpeg())).to.equal(true)
    expect(withoutCameraData(carriedPng(png(3, 2)), 'image/png')?.equals(png(3, 2))).to.equal(true)
    const turned = withoutCameraData(carried(jpeg(), 6), 'image/jpeg')
    expect(turned?.length, 'Exif that only says which side is up').to.equal(jpeg().length + 36)
    expect(turned?.toString('latin1')).not.to.match(/GPS|Anna|Photoshop|\x88\x25/)
  })

  it('keeps nobody busy and throws nothing when it is hostile', () => {
    const whole = carried(jpeg())
    for (let at = 2; at < whole.length; at++) {
      const hurt = Buffer.from(whole)
      hurt[at] = 0xff
      for (const bytes of [hurt, whole.subarray(0, at)])
        expect(withoutCameraData(bytes, 'image/jpeg')?.length ?? 0).to.be.at.most(whole.length)
    }
    const drawn = carriedPng(png())
    for (let at = 8; at < drawn.length; at++)
      expect(withoutCameraData(drawn.subarray(0, at), 'image/png')?.length ?? 0).to.be.at.most(at)
  })

  it('in parts without number is no picture', () => {
    const parts = Buffer.alloc(400_000, Buffer.of(0xff, 0xdb, 0, 2))
    const bytes = Buffer.concat([Buffer.of(0xff, 0xd8), parts, jpeg().subarray(2)])
    expect(withoutCameraData(bytes, 'image/jpeg')).to.equal(null)
  })

  describe('in a real browser', () => {
    const browser = useBrowser()

    it('is gone, and the picture still opens the right way up', async () => {
      const page = await browser().newPage()
      const drawn = async (type: string) => {
        const canvas = "Object.assign(document.createElement('canvas'), { width: 40, height: 20 })"
        const address = await page.evaluate<string>(`${canvas}.toDataURL('${type}')`)
        return Buffer.from(address.split(',')[1] ?? '', 'base64')
      }
      const sizeOf = (bytes: Buffer | null, type: string) => {
        const address = `data:${type};base64,${bytes?.toString('base64')}`
        const image = `Object.assign(new Image(), { src: '${address}' })`
        return page.evaluate<number[]>(
          `(async (it) => (await it.decode(), [it.naturalWidth, it.naturalHeight]))(${image})`,
        )
      }
      const photo = carried(await drawn('image/jpeg'))
      expect(await sizeOf(photo, 'image/jpeg'), 'as it came').to.deep.equal([20, 40])
      expect(await sizeOf(withoutCameraData(photo, 'image/jpeg'), 'image/jpeg')).to.deep.equal([20, 40])
      const scan = withoutCameraData(carriedPng(await drawn('image/png')), 'image/png')
      expect(await sizeOf(scan, 'image/png')).to.deep.equal([40, 20])
    })
  })

  onEachDatabase((portal) => {
    it('is not kept with a document', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const task = await portal.given.task(
        await portal.given.submitted(await portal.given.employee(employer.id)),
        {
          details: { documents: [{ purpose: 'birth-certificate' }] },
        },
      )
      const path = `/e/${employer.id}/tasks/${task.id}/documents/0`
      const sent = await hr.upload(path, { name: 'foto.jpg', bytes: carried(jpeg(), 1) })
      expect(sent.status).to.equal(303)
      const { id, size } = await portal.db('documents').where({ employerId: employer.id }).first()
      expect(size).to.equal(jpeg().length)
      const { body } = await hr.download(`/e/${employer.id}/documents/${id}`)
      expect(Buffer.from(body).equals(jpeg())).to.equal(true)
      expect(Buffer.from(body).toString('latin1')).not.to.match(tells)
    })
  })
})
