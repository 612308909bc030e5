// The service worker of the full replay: the player's own, held by a policy that it cannot loosen.
// The player answers archived pages with a policy that leaves WebSockets to any host; an answer with two
// policies is held by both. `POLICY` stands above: the server writes it there.
"use strict";

const NO_BODY = new Set([101, 204, 205, 304]);
const REFUSED = "An archived page is run only inside the frame of the archive.\n";

const held = answer => {
  if (answer.type === "error" || answer.type === "opaque" || answer.type === "opaqueredirect") return answer;
  const headers = new Headers(answer.headers);
  headers.append("Content-Security-Policy", POLICY);
  headers.set("X-DNS-Prefetch-Control", "off");
  headers.set("Referrer-Policy", "same-origin");
  const { status, statusText } = answer;
  return new Response(NO_BODY.has(status) ? null : answer.body, { status, statusText, headers });
};

if (self.FetchEvent) { // not so where the player loads this file as a plain worker
  const respond = FetchEvent.prototype.respondWith;
  FetchEvent.prototype.respondWith = function (answer) {
    // A document of its own tab could lead that tab anywhere: only frames are answered.
    const alone = this.request.destination === "document";
    const given = alone ? new Response(REFUSED, { status: 403 }) : Promise.resolve(answer).then(held);
    return respond.call(this, given);
  };
}

importScripts("player.js");
