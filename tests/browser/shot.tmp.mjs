import { chromium } from "playwright-core";
const [,, hash, out, w="1366", h="768", full="1", wait="2500", port="8099"] = process.argv;
const b = await chromium.launch({executablePath:"/usr/bin/chromium", args:["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"]});
const p = await b.newPage({viewport:{width:+w,height:+h}});
p.on("console", m => { if (m.type()==="error"||m.type()==="warning") console.log(m.type(), m.text()); });
p.on("pageerror", e => console.log("pageerror", e.message));
await p.goto(`http://127.0.0.1:${port}/#/${hash}`);
await p.waitForTimeout(+wait);
if (process.env.DO) { await eval(`(async()=>{${process.env.DO}})()`); }
if (full==="1") {
  const hh = await p.evaluate(() => { const m=document.querySelector("main"); return Math.max(document.documentElement.scrollHeight, (m?.scrollHeight??0)+110); });
  await p.setViewportSize({width:+w,height:Math.max(+h,hh)});
  await p.waitForTimeout(400);
}
await p.screenshot({path:out});
await b.close();
