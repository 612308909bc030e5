// What is laid out wrongly in the page that is shown: sentences, none when all is well.
() => {
  const found = new Set();
  const wide = document.documentElement.clientWidth;
  const ARABIC = /[\u0620-\u064a\u066e-\u06d3]/g, LATIN = /[A-Za-z]/g, FIRST_STRONG = /[A-Za-z\u0620-\u064a]/;
  const RULED_LTR = /^(https?:\/\/\S+|sha256:\S+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,64}|\S+\.warc\.gz|\d{4}-\d\d-\d\d\b[\d :TZ+.-]*)$/;
  const WITHIN_LTR = /https?:\/\/[^\s،؛»)]+|\d{4}-\d\d-\d\d|[+-]\d\d:\d\d|\b[0-9a-f]{8}-[0-9a-f]{4}-|\d+(?:\.\d+)?[ \u00a0]?%/g;
  const SHORT = 60;

  const say = (what, node) => {
    const one = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const kind = typeof one.className === 'string' && one.className ? '.' + one.className.split(' ').join('.') : '';
    const text = (node.textContent || node.placeholder || '').trim().replace(/\s+/g, ' ').slice(0, SHORT);
    found.add(`${what}: <${one.localName}${kind}> ${text}`);
  };

  const rectsOf = (node, from = 0, to = node.length) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
  };

  const blockOf = (node) => {
    let one = node.parentElement;
    while (one.localName !== 'text' && getComputedStyle(one).display.startsWith('inline')) one = one.parentElement;
    return one;
  };

  const pen = document.createElement('canvas').getContext('2d');
  const widthOf = (text, font) => {
    pen.font = font;
    return pen.measureText(text).width;
  };

  // Whether a text has a direction of its own within its block.
  const isolated = (node, block) => {
    for (let one = node.parentElement; one !== block; one = one.parentElement) {
      if (getComputedStyle(one).unicodeBidi !== 'normal') return true;
    }
    return false;
  };

  // Each text that is seen, with its boxes: cut to what the containers that scroll show.
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, option, textarea, .unseen, .skip')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    let boxes = rectsOf(node).map((box) => ({ left: box.left, right: box.right, top: box.top, bottom: box.bottom }));
    const lines = new Set(boxes.map((box) => Math.round(box.top))).size;
    if (lines > 5 && node.data.trim().length / lines < 6) say('is squeezed into a column', node);
    for (let one = parent; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      if (one.localName === 'svg') continue;
      const frame = one.getBoundingClientRect();
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
      const ellipsis = style.textOverflow === 'ellipsis';
      const beyond = boxes.filter((box) => box.left < frame.left - 1 || box.right > frame.right + 1);
      if (beyond.length && !scrolls && !ellipsis) say('text is cut at the side', node);
      const below = boxes.filter((box) => box.bottom > frame.bottom + 4 || box.top < frame.top - 4);
      if (below.length && !['auto', 'scroll'].includes(style.overflowY)) say('text is cut above or below', node);
      boxes = boxes
        .map((box) => ({
          left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right),
          top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom),
        }))
        .filter((box) => box.right - box.left > 0.5 && box.bottom - box.top > 0.5);
    }
    if (boxes.length) texts.push({ node, boxes, block: blockOf(node) });
  }

  if (document.documentElement.scrollWidth > wide) {
    found.add(`the page is ${document.documentElement.scrollWidth} pixels wide where ${wide} are seen`);
  }
  for (const { node, boxes } of texts) {
    if (boxes.some((box) => box.left < -1 || box.right > wide + 1)) say('text leaves the screen', node);
  }

  for (const one of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(one);
    if (one.closest('svg, .unseen, .skip, option') || !one.checkVisibility()) continue;
    if (one.matches('input')) {
      const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      if (!one.value && one.placeholder && widthOf(one.placeholder, style.font) > room + 1) say('a hint is cut', one);
      continue;
    }
    if (style.display.startsWith('inline') && !one.matches('button, select')) continue;
    if (['auto', 'scroll'].includes(style.overflowX) || style.textOverflow === 'ellipsis') continue;
    if (!one.clientWidth || one.scrollWidth <= one.clientWidth + 1) continue;
    // What a style puts beside an element, such as a dot between two items, makes no text wider.
    const frame = one.getBoundingClientRect();
    const beyond = (box) => box.width !== 0 && (box.left < frame.left - 1 || box.right > frame.right + 1);
    const within = [...one.querySelectorAll(':not(.unseen, .skip)')].map((inner) => inner.getBoundingClientRect());
    if (within.some(beyond) || texts.some(({ node, boxes }) => one.contains(node) && boxes.some(beyond))) {
      say('wider than its box', one);
    }
  }

  // The middle of a line's box is where letters are: boxes of tall fonts reach into the lines beside them.
  const rows = texts.flatMap(({ node, boxes }) => boxes.map((box) => {
    const inset = (box.bottom - box.top) * 0.27;
    return { node, left: box.left, right: box.right, top: box.top + inset, bottom: box.bottom - inset };
  }));
  rows.sort((a, b) => a.top - b.top);
  for (let first = 0; first < rows.length; first++) {
    for (let next = first + 1; next < rows.length && rows[next].top < rows[first].bottom; next++) {
      const [a, b] = [rows[first], rows[next]];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (a.node !== b.node && across > 2 && down > 2) say(`lies over "${b.node.data.trim().slice(0, SHORT)}"`, a.node);
    }
  }

  // The last mark of a paragraph ends it on the side where its script ends, the first one begins it. Brackets are
  // left to the bidirectional algorithm, which pairs them (UAX 9, rule N0); it pairs no quotation marks.
  const blocks = new Map();
  for (const text of texts) blocks.set(text.block, [...(blocks.get(text.block) || []), text]);
  for (const [block, parts] of blocks) {
    if (/flex|grid/.test(getComputedStyle(block).display) && parts.length > 1) continue;
    const whole = parts.filter(({ node }) => !isolated(node, block)).map(({ node }) => node.data).join('');
    const arabic = (whole.match(ARABIC) || []).length, latin = (whole.match(LATIN) || []).length;
    const rtl = arabic === latin ? getComputedStyle(block).direction === 'rtl' : arabic > latin;
    if (FIRST_STRONG.test(whole) && rtl !== /[^A-Za-z]/.test(whole.match(FIRST_STRONG)[0])) continue;
    const boxes = parts.flatMap((part) => part.boxes);
    const beside = (mark) => boxes.filter((box) => box.top < mark.top + mark.height / 2 && box.bottom > mark.top + mark.height / 2);
    const ends = [
      [parts[0].node, parts[0].node.data.search(/\S/), /[«“]/, !rtl],
      [parts.at(-1).node, parts.at(-1).node.data.trimEnd().length - 1, /[.،,؛;:!؟?»”…]/, rtl],
    ];
    for (const [node, at, marks, left] of ends) {
      if (!marks.test(node.data[at]) || isolated(node, block)) continue;
      const [mark] = rectsOf(node, at, at + 1);
      if (!mark) continue;
      const line = beside(mark);
      const edge = left ? Math.min(...line.map((box) => box.left)) : Math.max(...line.map((box) => box.right));
      if (Math.abs((left ? mark.left : mark.right) - edge) > 1.5) say(`"${node.data[at]}" is not at the ${left ? 'left' : 'right'} end`, block);
    }
  }

  for (const { node } of texts) {
    const from = node.data.search(/\S/), to = node.data.trimEnd().length;
    if (RULED_LTR.test(node.data.trim())) {
      const all = rectsOf(node, from, to), [first] = rectsOf(node, from, from + 1), [last] = rectsOf(node, to - 1, to);
      const on = (mark) => all.filter((box) => Math.abs(box.top - mark.top) < mark.height / 2);
      if (first.left > Math.min(...on(first).map((box) => box.left)) + 1) say('does not begin at the left', node);
      if (last.right < Math.max(...on(last).map((box) => box.right)) - 1) say('does not end at the right', node);
    }
  }
  // A value of digits and signs inside a sentence is read from left to right too.
  for (const { node } of texts) {
    for (const value of node.data.matchAll(WITHIN_LTR)) {
      const to = value.index + value[0].length;
      const [first] = rectsOf(node, value.index, value.index + 1), [last] = rectsOf(node, to - 1, to);
      if (first && last && Math.abs(first.top - last.top) < 2 && first.left > last.left) say(`${value[0]} is turned round`, node);
    }
  }
  return [...found];
}
