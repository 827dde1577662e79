
(() => {
  'use strict';
  const bar = document.getElementById('filter');
  const words = bar.querySelector('input');
  const kind = bar.querySelector('select');
  const result = bar.querySelector('output');
  const details = [...document.querySelectorAll('main details')];
  const wasOpen = new Set(details.filter(item => item.open));
  const unitsOf = selector => [...document.querySelectorAll(selector)].map(element => ({ element, kinds: element.dataset.kinds.split(' ') }));
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

  // Of an image that was found by an account, shows the rows of that account only.
  const narrowRows = (image, needle) => {
    const isWhole = needle === '' || lower(image.querySelector('summary')).includes(needle);
    for (const row of image.querySelectorAll('tbody tr')) {
      show(row, isWhole || lower(row).includes(needle));
    }
  };

  const apply = () => {
    const needle = words.value.trim().toLowerCase();
    const shownAccounts = narrow(accounts, needle);
    const shownImages = narrow(images, needle);
    for (const unit of shownImages) {
      narrowRows(unit.element, needle);
    }
    for (const group of document.querySelectorAll('.group')) {
      show(group, group.querySelector('tbody:not(.out)') !== null);
    }
    for (const item of details) {
      item.open = needle === '' ? wasOpen.has(item) : wasOpen.has(item) || item.querySelector('tr:not(.out)') !== null;
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
