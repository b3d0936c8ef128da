/** The look of the page: light and dark, and readable when printed. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #0b62c4; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --accent: #7ab7ff; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1.5rem; max-width: 100rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.facts { color: GrayText; margin: .25rem 0 1rem; overflow-wrap: anywhere; }
.cards { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; padding: 0; list-style: none; }
.cards li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; min-width: 9rem; }
.cards b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; } .cards .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.bar { background: var(--soft); border-radius: .25rem; min-width: 8rem; height: .8rem; overflow: hidden; }
.bar svg { display: block; } .bar rect { fill: var(--accent); }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .5rem 0; }
input, select, button { font: inherit; padding: .3rem .5rem; max-width: 20rem; } input[type=search] { flex: 1 1 14rem; }
.grid { height: 70vh; min-height: 20rem; overflow: auto; border: 1px solid var(--line); border-radius: .5rem; position: relative; }
.grid:focus-visible { outline: 2px solid var(--accent); }
.grid table { table-layout: fixed; min-width: 60rem; border-collapse: separate; border-spacing: 0; }
.grid thead th { position: sticky; top: 0; background: Canvas; z-index: 1; }
.grid thead button { all: unset; cursor: pointer; font-weight: 600; } .grid thead button:focus-visible { outline: 2px solid var(--accent); }
.grid tbody td { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; height: 32px; padding: 0 .6rem; vertical-align: middle; }
.grid tbody tr { cursor: pointer; } .grid tbody tr:hover, .grid tbody tr.on { background: var(--soft); }
.grid tr.gap td { padding: 0; border: 0; height: auto; }
dl.detail { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dl.detail dt { color: GrayText; } dl.detail dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
@media print { .grid { height: auto; overflow: visible; } .tools { display: none; } }
`;
