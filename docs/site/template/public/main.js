// The words of the template on Chinese pages, and a search that finds Chinese text.

const chinese = {
  search: '搜索',
  inThisArticle: '本文内容',
  searchResultsCount: '“{query}”的搜索结果：{count} 条',
  searchNoResults: '没有找到“{query}”',
  tocFilter: '按标题筛选',
  nextArticle: '下一篇',
  prevArticle: '上一篇',
  themeLight: '浅色',
  themeDark: '深色',
  themeAuto: '跟随系统',
  changeTheme: '切换主题',
  copy: '复制',
}

function translate() {
  for (const [name, text] of Object.entries(chinese)) {
    document.querySelector(`meta[name="loc:${name}"]`)?.setAttribute('content', text)
  }
  document.getElementById('search-query')?.setAttribute('placeholder', chinese.search)
}

// Chinese text has no spaces, so a word of a query is a part of an indexed one.
function findPartsOfChineseText() {
  const post = Worker.prototype.postMessage
  Worker.prototype.postMessage = function (message, ...others) {
    const q = message?.q?.replace(/\+(\S*[\u4e00-\u9fff]\S*)/g, '+*$1*')
    return post.call(this, q ? { ...message, q } : message, ...others)
  }
}

export default {
  // There is no 'zh' for browsers. 'ja' keeps Chinese characters, which 'en' alone drops.
  lunrLanguages: ['en', 'ja'],
  start() {
    findPartsOfChineseText()
    if (document.documentElement.lang === 'zh-CN') {
      translate()
    }
  },
}
