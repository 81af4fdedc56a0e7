// The yardstick: the least that an Express application can do, in a process of its own.
import express from 'express';

const app = express();
app.get('/healthz', (_request, response) => response.json({ status: 'alive' }));
app.listen(Number(process.env['PORT']), '127.0.0.1');
