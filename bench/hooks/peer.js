// The least that a CDS service in Node does: take the body, parse it, look whether a patient is in it, and say nothing.
const http = require('node:http');
http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => {
    const call = JSON.parse(Buffer.concat(parts).toString());
    response.writeHead(call.prefetch.patient ? 200 : 412, { 'Content-Type': 'application/json' });
    response.end('{"cards":[]}');
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
