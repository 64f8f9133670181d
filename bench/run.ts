import { benchPages } from './pages.js'

// npm run bench: prints tables, asserts nothing. Name parts to run only these: npm run bench pages
const parts = { pages: benchPages }
const wanted = process.argv.slice(2)
for (const [name, bench] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await bench()
process.exit(0)
