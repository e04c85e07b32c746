// The usual way: fastify, better-sqlite3, one durable transaction a call.
import Fastify from 'fastify';
import Database from 'better-sqlite3';

const [file, port] = process.argv.slice(2);
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE episodes (id TEXT PRIMARY KEY, body TEXT NOT NULL)');
const put = db.prepare('INSERT INTO episodes (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body');
const app = Fastify();
app.put('/api/episodes/:id', {
  schema: {
    params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } },
    body: {
      type: 'object', required: ['start'], additionalProperties: false,
      properties: {
        start: { type: 'string', format: 'date-time' }, minutes: { type: 'number', minimum: 0, maximum: 1440 },
        sites: { type: 'array', items: { type: 'string' } }, side: { enum: ['left', 'right', 'both', 'unknown'] }, severity: { type: 'number', minimum: 0, maximum: 10 },
      },
    },
  },
}, (request, reply) => {
  const entry = { id: request.params.id, ...request.body };
  put.run(entry.id, JSON.stringify(entry));
  reply.send(entry);
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
console.log('ready');
