// node measure.mjs URL [runs]: Lighthouse medians of each page, what /tonight weighs, and the result page as a snapshot.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import lighthouse, { startFlow } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const [origin, runs = '5'] = process.argv.slice(2);
const least = 98;
const chrome = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions'];
const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
let bad = 0;

const browser = await puppeteer.launch({ executablePath: chrome, args: flags, headless: true });
const port = new URL(browser.wsEndpoint()).port;
console.log(`${await browser.version()}, ${cpus().length} cores, ${runs} runs, Slow 4G, 4× CPU, phone\n`);
console.log('| page | performance | accessibility | best practices | SEO | LCP s | layout shift | longest task ms | transfer kB | HTML kB |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const path of ['/', '/tonight', '/check', '/library']) {
  const rows = [];
  for (let run = 0; run < Number(runs); run++) {
    const { lhr } = await lighthouse(origin + path, { port, output: 'json', logLevel: 'error', onlyCategories: categories });
    // Only what comes up to the load event: the copy for offline use is fetched after it.
    const load = lhr.audits.metrics.details.items[0].observedLoad;
    const requests = lhr.audits['network-requests'].details.items.filter(item => item.networkRequestTime - lhr.audits['network-requests'].details.items[0].networkRequestTime <= load && !item.url.includes('service-worker'));
    const tasks = lhr.audits['long-tasks']?.details?.items ?? [];
    rows.push({
      scores: categories.map(name => Math.round(lhr.categories[name].score * 100)),
      lcp: lhr.audits['largest-contentful-paint'].numericValue / 1000,
      shift: lhr.audits['cumulative-layout-shift'].numericValue,
      task: Math.max(0, ...tasks.map(task => task.duration)),
      kilobytes: requests.reduce((sum, item) => sum + item.transferSize, 0) / 1000,
      html: requests[0].transferSize / 1000,
      failed: Object.values(lhr.audits).filter(audit => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative').map(audit => audit.id),
    });
  }
  const scores = categories.map((_, i) => median(rows.map(row => row.scores[i])));
  if (scores.some(score => score < least)) bad++;
  const of = key => median(rows.map(row => row[key]));
  console.log(`| ${path} | ${scores.join(' | ')} | ${of('lcp').toFixed(2)} | ${of('shift').toFixed(3)} | ${of('task').toFixed(0)} | ${of('kilobytes').toFixed(1)} | ${of('html').toFixed(1)} |`);
  const failed = [...new Set(rows.flatMap(row => row.failed))];
  if (failed.length > 0) console.log(`| | ${failed.join(', ')} |`);
}

// The result page comes from a form, so it is looked at where it stands.
const page = await browser.newPage();
await page.goto(`${origin}/check`);
const press = async value => { await Promise.all([page.waitForNavigation(), page.locator(`button[value="${value}"]`).click()]); };
while (!await page.$('button[value=result]')) {
  for (const id of ['#rest-no', '#medicine-0']) {
    const field = await page.$(id);
    if (id === '#medicine-0' && field) await field.type('indapamide');
    else if (field) await field.evaluate(box => { box.checked = true; });
  }
  for (const no of await page.$$('.triple input[value=no]')) await no.evaluate(box => { box.checked = true; });
  await press('next');
}
await press('result');
const flow = await startFlow(page, { flags: { onlyCategories: ['performance', 'accessibility', 'best-practices'] } });
await flow.snapshot();
const { steps: [{ lhr }] } = await flow.createFlowResult();
console.log(`\nResult page, snapshot: ${Object.values(lhr.categories).map(category => {
  const audits = category.auditRefs.map(ref => lhr.audits[ref.id]).filter(audit => audit.score !== null && audit.scoreDisplayMode !== 'informative');
  const passed = audits.filter(audit => audit.score >= 0.9).length;
  if (passed < audits.length) bad++;
  return `${category.title} ${passed} of ${audits.length}${passed < audits.length ? ` (not: ${audits.filter(audit => audit.score < 0.9).map(audit => audit.id).join(', ')})` : ''}`;
}).join(', ')}`);
await browser.close();
process.exit(bad > 0 ? 1 : 0);
