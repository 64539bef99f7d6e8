/* Reads the files of the search where pages are opened from a folder: nothing can be fetched there, but scripts
 * can be loaded. Each file of the index is a script that puts its bytes into `jingweiFiles`, as base64. */
globalThis.jingweiFiles = {};
globalThis.jingweiGet = url => new Promise(resolve => {
  const script = document.createElement("script");
  const done = (body, init) => {
    script.remove();
    resolve(new Response(body, init));
  };
  script.onload = () => {
    const [name] = Object.keys(jingweiFiles).filter(name => url.endsWith(name));
    done(Uint8Array.from(atob(jingweiFiles[name]), char => char.charCodeAt(0)));
    delete jingweiFiles[name];
  };
  script.onerror = () => done(null, { status: 404 });
  script.src = `${url}.js`;
  document.head.append(script);
});
