/** How an export looks: on a screen in light and dark, and on paper. */
export const exportStyle = `
:root { color-scheme: light dark; --quiet: light-dark(#57606a, #9aa4af); --line: light-dark(#d8dee4, #30363d); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: .875rem; color: var(--quiet); margin: 1.5rem 0 .5rem; text-align: center; }
article { margin: .75rem 0; break-inside: avoid; } article:target { outline: 2px solid; outline-offset: 4px; }
.by { margin: 0; } time, .quiet { color: var(--quiet); font-size: .875rem; }
.body > * { margin: .25rem 0; } .body p { white-space: pre-line; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid var(--line); border-radius: .25rem; }
blockquote { border-inline-start: 3px solid var(--line); margin: .25rem 0; padding-inline-start: .75rem; }
.files { list-style: none; padding: 0; margin: .25rem 0; font-size: .875rem; }
.reactions { list-style: none; display: flex; gap: .5rem; padding: 0; margin: .25rem 0; font-size: .875rem; }
.reactions li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; }
.cut { font-weight: bold; }
`;
