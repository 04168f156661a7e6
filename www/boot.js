// Starts the page without an inline script, so that the content security policy can forbid those.
const script = document.querySelector("script[data-script]");
const { default: init } = await import(new URL(script.dataset.script, document.baseURI));
await init({ module_or_path: new URL(script.dataset.wasm, document.baseURI) });
