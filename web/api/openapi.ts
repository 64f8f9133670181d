import { z } from 'zod'
import { eventTypes } from '../../db/events.js'
import { type Scope, scopes } from '../../db/systems/systems.js'
import { schemas } from './schemas.js'

type Name = keyof typeof schemas

interface Operation {
  path: string
  summary: string
  scope: Scope
  answer: Name | 'bytes' | 'xml'
  query?: Record<string, { schema: object; description: string }>
}

const page = { page: { schema: { type: 'integer', minimum: 1, default: 1 }, description: 'From 1' } }

/** What systems can fetch. The description is written from it, and a test holds both against the routes. */
export const operations: readonly Operation[] = [
  {
    path: '/events',
    summary: 'What has happened, in its order, from any cursor on',
    scope: 'events.read',
    answer: 'Events',
    query: {
      after: { schema: { type: 'string', default: '0' }, description: 'A cursor; what is behind it is answered' },
      employer: { schema: { type: 'string' }, description: 'Only of the employer with this id' },
      type: {
        schema: { type: 'string', examples: ['declaration.accepted,decision.issued'] },
        description: `Only of these types, separated by commas: ${eventTypes.join(', ')}`,
      },
      limit: { schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 }, description: 'At most so many' },
    },
  },
  { path: '/mutations/{id}', summary: 'A report, with what the office has answered', scope: 'mutations.read', answer: 'Mutation' },
  { path: '/mutations/{id}/documents/{document}', summary: 'A paper that came with it', scope: 'mutations.read', answer: 'bytes' },
  { path: '/decisions/{mutation}/{letter}', summary: 'A letter of the office: a decision, confirmation or statement', scope: 'decisions.read', answer: 'Decision' },
  { path: '/decisions/{mutation}/{letter}/document', summary: 'The letter itself, a PDF', scope: 'decisions.read', answer: 'bytes' },
  { path: '/declarations/{id}', summary: 'Accepted wages: what they come to', scope: 'declarations.read', answer: 'Declaration' },
  { path: '/declarations/{id}/persons', summary: 'The persons as they count, corrections included', scope: 'declarations.read', answer: 'Persons', query: page },
  { path: '/declarations/{id}/original', summary: 'The file as it was sent, byte for byte', scope: 'declarations.read', answer: 'bytes' },
  { path: '/declarations/{id}/elm.xml', summary: 'The same as a message of ELM 5.0, corrections included', scope: 'declarations.read', answer: 'xml' },
] // biome-ignore format: a table

/** The description of the interface (OpenAPI 3.1) of the portal at this address. */
export const description = (baseUrl: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Portal of the compensation office',
    version: '1.0.0',
    description:
      'For programs of the office: accepted declarations of wages, decisions and reports. Money is in Rappen. How to begin: docs/api.md.',
  },
  servers: [{ url: `${baseUrl}/api/v1` }],
  security: [{ clientCredentials: [] }],
  paths: {
    '/openapi.json': {
      get: { summary: 'This description', security: [], responses: { 200: { description: 'OpenAPI 3.1' } } },
    },
    '/token': { post: tokenOperation },
    ...Object.fromEntries(operations.map((it) => [it.path, { get: operation(it) }])),
  },
  webhooks: {
    event: {
      post: {
        summary: 'Something has happened. Ids and the type alone: fetch the rest with the token',
        description: 'Signed as Standard Webhooks are: webhook-id, webhook-timestamp, webhook-signature.',
        requestBody: { content: json('Notification') },
        responses: { '2XX': { description: 'Taken. Anything else is told again later' } },
      },
    },
  },
  components: {
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [
        name,
        z.toJSONSchema(schema, { unrepresentable: 'any' }),
      ]),
    ),
    securitySchemes: {
      clientCredentials: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: `${baseUrl}/api/v1/token`,
            scopes: Object.fromEntries(scopes.map((it) => [it, `Read ${it.replace('.read', '')}`])),
          },
        },
      },
    },
  },
})

const json = (name: Name) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })

const problem = (text: string) => ({
  description: text,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const tokenOperation = {
  summary: 'Changes client id and secret into a token for an hour',
  security: [],
  requestBody: {
    content: {
      'application/x-www-form-urlencoded': {
        schema: {
          type: 'object',
          required: ['grant_type'],
          properties: {
            grant_type: { const: 'client_credentials' },
            scope: { type: 'string', description: 'All of the system where it is left out' },
            client_id: { type: 'string', description: 'Or in the header, as HTTP Basic' },
            client_secret: { type: 'string' },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'A token', content: json('Token') },
    400: { description: 'unsupported_grant_type or invalid_scope' },
    401: { description: 'invalid_client' },
    429: { description: 'slow_down' },
  },
}

function operation({ path, summary, scope, answer, query = {} }: Operation) {
  const content = {
    bytes: { 'application/octet-stream': {} },
    xml: { 'application/xml': {} },
  }
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  const inQuery = Object.entries(query).map(([name, it]) => ({ name, in: 'query', ...it }))
  return {
    summary,
    security: [{ clientCredentials: [scope] }],
    parameters: [...inPath, ...inQuery],
    responses: {
      200: {
        description: summary,
        content: answer === 'bytes' || answer === 'xml' ? content[answer] : json(answer),
      },
      401: problem('No valid token'),
      403: problem('The token does not open this scope'),
      404: problem('There is no such thing'),
      429: problem('Too many requests: wait as Retry-After says'),
    },
  }
}
