// Median and 90th percentile of two pages, asked for in turn over one connection, the whole answer read.
import http from 'node:http';

const [base, rounds, nights] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const get = path => new Promise((done, fail) => {
  const begun = process.hrtime.bigint();
  http.get(base + path, { agent }, answer => {
    let bytes = 0;
    answer.on('data', part => { bytes += part.length; });
    answer.on('end', () => answer.statusCode === 200 ? done({ ms: Number(process.hrtime.bigint() - begun) / 1e6, bytes }) : fail(new Error(`${path}: ${answer.statusCode}`)));
  }).on('error', fail);
});
const pages = { '/diary': [], '/about': [] }, sizes = {};
for (let i = -100; i < rounds; i++)
  for (const path of Object.keys(pages)) {
    const { ms, bytes } = await get(path);
    sizes[path] = bytes;
    // The first hundred warm up.
    if (i >= 0) pages[path].push(ms);
  }
agent.destroy();
const at = (path, share) => pages[path].sort((a, b) => a - b)[Math.floor((rounds - 1) * share)];
const target = path => path === '/diary' ? '≤ 15 ms' : '';
console.log(`| page, ${nights} nights | median | 90 % | kB | beside /about | target |\n| ---- | ------ | ---- | -- | ------------- | ------ |`);
for (const path of Object.keys(pages)) console.log(`| \`${path}\` | ${at(path, 0.5).toFixed(1)} ms | ${at(path, 0.9).toFixed(1)} ms | ${Math.round(sizes[path] / 1000)} | ${(at(path, 0.5) / at('/about', 0.5)).toFixed(1)} × | ${target(path)} |`);
