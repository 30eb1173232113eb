/** The light theme of the dashboard, for a page that is read and printed. */
export const style = `
:root{--bg:#F4EFE5;--surface:#FDFBF6;--line:#D9D0C0;--text:#1A1815;--text-2:#544D43;--text-3:#6B6356;--healthy:#006E5B;--degraded:#FFCB5E;--down:#A8160C;--healing:#0C5AA6;--grey:#7A7165}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:400 17px/1.5 Archivo,Inter,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums lining-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:1040px;margin:0 auto;padding:40px 32px 64px}
.brand{margin:0;font-weight:700;letter-spacing:.02em}
h1{margin:4px 0 24px;font-size:44px;line-height:1.1;font-weight:700;letter-spacing:-.01em;text-wrap:balance}
h2{margin:0 0 8px;font-size:26px;line-height:1.2;font-weight:700}
h3{margin:28px 0 8px;font-size:18px;font-weight:650}
section{margin-top:56px;border-top:2px solid var(--text);padding-top:20px}
.lead{margin:0 0 20px;font-size:19px;max-width:68ch}
.note{margin:8px 0 0;color:var(--text-2);font-size:15px;max-width:84ch}
.verdict{background:var(--surface);border:2px solid var(--text);border-radius:6px;padding:24px 28px}
.verdict .word{margin:0;font-size:40px;line-height:1.1;font-weight:700}
.verdict .sentence{margin:10px 0 0;font-size:21px;line-height:1.4;max-width:62ch;overflow-wrap:anywhere}
.verdict.deviated{border-color:var(--down)}
.verdict.passed{border-color:var(--healthy)}
.verdict.failed,.verdict.aborted{border-style:dashed}
.verdict .when{margin:12px 0 0;color:var(--text-2)}
.details{margin:20px 0 0;color:var(--text-2);max-width:84ch}
.details.changed{margin-top:8px;color:var(--text);font-weight:600}
.mark{white-space:nowrap;font-weight:650}
.lead>.mark{white-space:normal}
.mark svg{width:1em;height:1em;margin-right:.45em;vertical-align:-.1em;fill:currentColor;overflow:visible}
.mark .x{fill:none;stroke:var(--surface);stroke-width:2;stroke-linecap:round}
.mark.good{color:var(--healthy)}.mark.bad{color:var(--down)}.mark.unknown{color:var(--text-3)}
.mark.warning svg{fill:var(--degraded);stroke:var(--text);stroke-width:1}.mark.warning .x{stroke:var(--text)}
.mark.unknown svg{fill:none;stroke:currentColor;stroke-width:2;stroke-dasharray:3 2.4}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:15.5px;line-height:1.35}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:9px 14px 9px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--text-2);font-weight:600;font-size:14px;border-bottom:1.5px solid var(--text);vertical-align:bottom}
tbody th{font-weight:600;min-width:150px}
.n+:not(.n){padding-left:12px}
dl+.scroll{margin-top:24px}
.n{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
small{display:block;color:var(--text-3);font-size:13.5px;font-weight:400;overflow-wrap:anywhere}
dl{margin:0;font-size:16px}
dl>div{display:grid;grid-template-columns:minmax(160px,280px) 1fr;gap:4px 24px;padding:8px 0;border-bottom:1px solid var(--line)}
dt{color:var(--text-2)}
dd{margin:0;overflow-wrap:anywhere}
dd b{font-weight:650}
dd small{display:block}
figure{margin:28px 0 0}
figcaption{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:baseline;margin-bottom:4px}
figcaption b{font-weight:650;font-size:17px}
.legend{color:var(--text-2);font-size:14px;white-space:nowrap}
.legend svg{width:26px;height:8px;margin-right:6px;vertical-align:2px}
figure>svg{display:block;width:100%;height:auto;font:500 11px Archivo,Inter,"Helvetica Neue",Arial,sans-serif;overflow:visible}
.tick{fill:var(--text-3)}
.tick.strong{fill:var(--text);font-weight:650}
.grid{stroke:var(--line);fill:none}
.line{fill:none;stroke-linejoin:round;stroke-linecap:round}
.line.ink{stroke:var(--text);stroke-width:1.8}
.line.grey{stroke:var(--grey);stroke-width:1.4}
.line.dashed{stroke:var(--grey);stroke-width:1.2;stroke-dasharray:4 3;stroke-linecap:butt}
.line.red{stroke:var(--down);stroke-width:1.8}
.line.dot{stroke-width:3;stroke-dasharray:none;stroke-linecap:round}
.limit{fill:none;stroke:var(--text);stroke-width:1;stroke-dasharray:1.5 3}
.gap{fill:none;stroke:var(--text-3);stroke-width:3;stroke-dasharray:.1 5;stroke-linecap:round}
.band{fill:rgb(26 24 21/.09)}
.edge{stroke:var(--text);stroke-width:1.5;fill:none}
.hatched{fill:url(#hatch)}
.hatch{stroke:#A89E8D;stroke-width:2}
.incident{fill:var(--healing)}
.bar.section rect{fill:#E4DCCC}
.bar.fault rect{fill:var(--text)}
.bar.outage rect{fill:var(--healing)}
.bar text{fill:var(--text)}
.bar.fault.inside text,.bar.outage.inside text{fill:#FDFBF6}
.defs{position:absolute}
details{margin-top:20px}
summary{cursor:pointer;font-weight:600}
pre{overflow:auto;background:var(--surface);border:1px solid var(--line);border-radius:4px;padding:16px;font:13px/1.5 "JetBrains Mono","DejaVu Sans Mono",ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
footer{margin-top:56px;color:var(--text-3);font-size:14px}
@media (max-width:640px){main{padding:24px 16px 48px}h1{font-size:32px}dl>div{grid-template-columns:1fr}}
@media print{
@page{size:A4;margin:16mm 15mm 18mm}
:root{--bg:#FFF;--surface:#FFF;--line:#C9BFAE}
body{font-size:10.5pt}
main{max-width:none;padding:0}
h1{font-size:24pt;margin-bottom:14pt}
h2{font-size:15pt;break-after:avoid}
h3{font-size:11.5pt;break-after:avoid}
section{margin-top:22pt;padding-top:10pt}
.lead{font-size:11.5pt;margin-bottom:10pt}
.verdict{padding:12pt 16pt;break-inside:avoid}
.verdict .word{font-size:22pt}
.verdict .sentence{font-size:12.5pt}
table{font-size:9pt}
thead th{font-size:8.5pt}
th,td{padding:5pt 8pt 5pt 0}
tbody th{min-width:0}
small{font-size:8pt}
.note{font-size:9pt}
dl{font-size:10pt}
dl>div{padding:4pt 0}
figure{margin-top:14pt;break-inside:avoid}
tr,dl>div{break-inside:avoid}
.scroll{overflow:visible}
details{display:none}
}
`
