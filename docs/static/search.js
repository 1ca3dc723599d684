/* What a reader asks is cut as the index was (docs/conf.py): words, and every two neighbours of the Chinese. */
var Stemmer = function () {
  this.stemWord = (word) => word.toLowerCase();
};
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|[A-Za-z0-9_]+/g) || []).flatMap((run) =>
    run > "\u4e00" && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run],
  );
