import { Eta } from 'eta'
import express from 'express'
import { openDatabase } from '../db/knex.js'

// What the portal is measured against: one indexed query and a template of one line, nothing else.
const [url = '', port = '0'] = process.argv.slice(2)
const db = openDatabase(url)
const eta = new Eta({ cache: true })
const line = eta.compile('<p><%= it.lastName %>, <%= it.firstName %></p>')

express()
  .get('/', async (_req, res) => {
    const employee = await db('employees').where({ id: 'p42' }).first('firstName', 'lastName')
    res.send(eta.render(line, employee))
  })
  .listen(Number(port), '127.0.0.1', () => console.log('bare ready'))
