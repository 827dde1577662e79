
(() => {
  'use strict';
  const bar = document.getElementById('filter');
  const words = bar.querySelector('input');
  const kind = bar.querySelector('select');
  const result = bar.querySelector('output');
  const details = [...document.querySelectorAll('main details')];
  const wasOpen = new Set(details.filter(item => item.open));
  const unitsOf = selector => [...document.querySelectorAll(selector)]
    .map(element => ({ element, kinds: element.dataset.kinds.split(' ') }));
  const accounts = unitsOf('.accounts tbody');
  const images = unitsOf('.image');

  const lower = element => element.textContent.toLowerCase();
  const show = (element, isShown) => element.classList.toggle('out', !isShown);

  // Shows the units that have the words and the kind, and returns them.
  const narrow = (units, needle) => units.filter(unit => {
    unit.text ??= lower(unit.element);
    const isShown = unit.text.includes(needle) && (kind.value === '' || unit.kinds.includes(kind.value));
    show(unit.element, isShown);
    return isShown;
  });

  // Shows only the accounts of an image that have the words, if the image itself does not have them.
  const narrowed = new Set();
  const narrowRows = (image, needle) => {
    if (needle === '' && !narrowed.delete(image)) {
      return;
    }
    const isWhole = needle === '' || lower(image.querySelector('summary')).includes(needle);
    for (const row of image.querySelectorAll('tbody tr, .compact li')) {
      show(row, isWhole || lower(row).includes(needle));
    }
    if (needle !== '') {
      narrowed.add(image);
    }
  };

  // While many images are left, looking into each of them takes long and says little.
  const fewImages = 50;

  const apply = () => {
    const needle = words.value.trim().toLowerCase();
    const shownAccounts = narrow(accounts, needle);
    const shownImages = narrow(images, needle);
    const inside = shownImages.length <= fewImages ? needle : '';
    for (const unit of images) {
      narrowRows(unit.element, shownImages.includes(unit) ? inside : '');
    }
    for (const list of document.querySelectorAll('.accounts')) {
      show(list, list.querySelector('tbody:not(.out)') !== null);
    }
    for (const item of details) {
      const isFound = inside !== '' && item.closest('.out') === null && item.querySelector('tr:not(.out), .compact li:not(.out)') !== null;
      item.open = wasOpen.has(item) || isFound;
    }
    result.value = needle === '' && kind.value === '' ? ''
      : `${shownAccounts.length} of ${accounts.length} accounts, ${shownImages.length} of ${images.length} images`;
  };

  let timer;
  words.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  kind.addEventListener('change', apply);
  bar.hidden = false;

  // For browsers whose style cannot open closed details on paper.
  if (!CSS.supports('selector(::details-content)')) {
    let closed = [];
    addEventListener('beforeprint', () => {
      closed = [...document.querySelectorAll('details:not([open])')];
      closed.forEach(item => { item.open = true; });
    });
    addEventListener('afterprint', () => closed.forEach(item => { item.open = false; }));
  }
})();
