// Draws the charts of a page, to be pointed at and touched, from the table that stands in the page. Without scripts, without
// the library and on paper the drawing of the page itself stays.
"use strict";

(() => {
  if (!window.echarts) return;
  // By the id of its figure. A chart outlives its figure: where a page is drawn anew, the same chart takes the new numbers.
  const charts = new Map();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  // The rows of the table: name, cells as they are written, and where the row opens.
  function rows(figure) {
    const section = document.getElementById(figure.dataset.of)?.closest("section");
    const all = [...(section?.querySelectorAll("tbody tr") ?? [])].slice(Number(figure.dataset.skip ?? 0));
    const heads = [...(section?.querySelectorAll("thead th") ?? [])].map((it) => it.textContent.trim());
    return all.map((row) => {
      const [name, ...cells] = [...row.cells].map((it) => it.textContent.trim());
      return { name, cells, heads, href: row.querySelector("a[href]")?.getAttribute("href") ?? `#${row.id}` };
    });
  }

  // Type and colours of the page: a chart has none of its own.
  function look(figure) {
    const style = getComputedStyle(figure);
    const colour = (name) => style.getPropertyValue(name).trim();
    return {
      size: parseFloat(style.fontSize),
      words: { color: colour("--chart-words"), fontFamily: style.fontFamily, fontSize: parseFloat(style.fontSize) },
      colours: [colour("--chart-1"), colour("--chart-2")],
      rule: colour("--chart-rule"),
    };
  }

  // Lines differ in more than their colour: the first is drawn through, the second in dashes.
  function lines(figure, { size, words, colours, rule }) {
    const points = rows(figure).map((row) => ({
      ...row,
      says: row.cells.map((cell, place) => `${row.heads[place + 1]} ${cell}`).join(" · "),
    }));
    const series = colours.map((color, place) => ({
      type: "line",
      data: points.map((it) => Number(it.cells[place])),
      showSymbol: false,
      symbol: ["circle", "diamond"][place],
      symbolSize: size * 0.7,
      lineStyle: { color, width: size / 5, type: ["solid", "dashed"][place] },
      itemStyle: { color },
    }));
    const plain = { axisLine: { lineStyle: { color: rule } }, axisTick: { show: false }, splitLine: { lineStyle: { color: rule } } };
    // The first and the last day stand within the drawing, under their own ends, and clear of the numbers at the left.
    const ends = { showMinLabel: true, showMaxLabel: true, alignMinLabel: "left", alignMaxLabel: "right" };
    const days = { ...words, ...ends, hideOverlap: true, margin: size * 0.6 };
    const option = {
      grid: { left: 0, right: size / 2, top: size, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      xAxis: { type: "category", boundaryGap: false, data: points.map((it) => it.name), axisLabel: days, ...plain },
      yAxis: { type: "value", min: 0, minInterval: 1, splitNumber: 2, axisLabel: words, ...plain },
      series,
    };
    return { points, option, along: 0, lift: 0, first: points.length - 1, says: figure.dataset.says };
  }

  // One column of the table, its rows as bars: rates with the lowest first, numbers with the highest. Name and figure stand above the
  // bar, so that a long name has its place on a telephone too.
  function bars(figure, { size, words, colours, rule }) {
    const choose = figure.querySelector(".chart-choose");
    const select = choose.querySelector("select");
    choose.hidden = false;
    const column = Number(select.value);
    const says = select.selectedOptions[0].textContent;
    const points = rows(figure)
      .map((row) => ({ ...row, says: row.cells[column - 1], value: parseFloat(row.cells[column - 1]) }))
      .filter((it) => !Number.isNaN(it.value));
    const isRate = points.some((it) => it.says.includes("%"));
    points.sort((a, b) => (isRate ? a.value - b.value : b.value - a.value));
    const isNarrow = figure.clientWidth < size * 40;
    const above = (texts, more) => ({
      type: "category",
      inverse: true,
      data: texts,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...words, inside: true, interval: 0, margin: 0, verticalAlign: "bottom", padding: [0, 0, size * 0.45, 0], lineHeight: size * 1.4, ...more },
    });
    const name = { width: isNarrow ? figure.clientWidth : figure.clientWidth - size * 16, overflow: "truncate" };
    const left = points.map((it) => (isNarrow ? `${it.name}\n${it.says}` : it.name));
    const right = points.map((it) => (isNarrow ? "" : it.says));
    const top = isNarrow ? size * 1.4 : size * 0.6;
    const option = {
      grid: { left: 0, right: 0, top, bottom: 0, outerBoundsMode: "none" },
      xAxis: { type: "value", show: false, min: 0, max: Math.max(isRate ? 100 : 1, ...points.map((it) => it.value)) },
      yAxis: [above(left, name), { ...above(right), position: "right" }],
      series: [
        {
          type: "bar",
          data: points.map((it) => it.value),
          barWidth: size * 0.55,
          itemStyle: { color: colours[0] },
          emphasis: { itemStyle: { color: colours[1] } },
          showBackground: true,
          backgroundStyle: { color: rule },
        },
      ],
    };
    // A name belongs to the bar under it: pointing is half a name lower than the pointer.
    const lift = size * (isNarrow ? 1.5 : 0.8);
    return { points, option, along: 1, lift, first: 0, says, height: top + points.length * size * (isNarrow ? 4.3 : 2.9) };
  }

  const kinds = { lines, bars };

  // A new chart with the line under it that says what is pointed at, and is the way there.
  function begin(id) {
    const box = document.createElement("div");
    const says = document.createElement("a");
    const line = document.createElement("p");
    const drawn = document.createElement("div");
    drawn.className = "chart-drawn";
    box.className = "chart-box";
    line.className = "chart-says";
    line.append(says);
    drawn.append(box, line);
    return { id, drawn, box, says, instance: null, picked: null, before: null };
  }

  function say(chart) {
    const { points, first } = chart.shown;
    const at = points.findIndex((it) => it.name === chart.picked);
    const point = points[at === -1 ? first : at];
    chart.says.textContent = point ? `${point.name} · ${point.says}` : "";
    if (point) chart.says.href = point.href;
  }

  function pick(chart, name) {
    const { points, option } = chart.shown;
    const seriesIndex = option.series.map((_, place) => place);
    chart.picked = name;
    chart.instance.dispatchAction({ type: "downplay", seriesIndex });
    const dataIndex = points.findIndex((it) => it.name === name);
    if (dataIndex !== -1) chart.instance.dispatchAction({ type: "highlight", seriesIndex, dataIndex });
    say(chart);
  }

  // The whole height of a day, or the whole width of a unit, can be pointed at: not only the line or the bar.
  function under(chart, { offsetX, offsetY }) {
    const { points, along, lift } = chart.shown;
    const at = chart.instance.convertFromPixel({ seriesIndex: 0 }, [offsetX, offsetY + lift])?.[along];
    return points[Math.min(points.length - 1, Math.max(0, Math.round(at)))];
  }

  function listen(chart) {
    const over = chart.instance.getZr();
    over.on("mousemove", (event) => {
      over.setCursorStyle("pointer");
      const point = under(chart, event);
      if (point && point.name !== chart.picked) pick(chart, point.name);
    });
    over.on("globalout", () => pick(chart, null));
    // A mouse has pointed before it presses. A finger picks first, and opens what it picked with the second touch.
    chart.box.addEventListener("pointerdown", () => (chart.before = chart.picked), { capture: true });
    over.on("click", (event) => {
      const point = under(chart, event);
      if (point && point.name === chart.before) window.location.assign(point.href);
    });
    new ResizeObserver(() => {
      const width = chart.box.clientWidth;
      // On paper it has no width, and nothing is drawn.
      if (chart.drawn.isConnected && width > 0 && width !== chart.width) draw(document.getElementById(chart.id));
    }).observe(chart.box);
  }

  function draw(figure) {
    const chart = charts.get(figure.id) ?? begin(figure.id);
    charts.set(figure.id, chart);
    if (chart.drawn.parentElement !== figure) figure.append(chart.drawn);
    const shown = kinds[figure.dataset.chart](figure, look(figure));
    chart.shown = shown;
    if (shown.height) chart.box.style.height = `${shown.height}px`;
    chart.width = chart.box.clientWidth;
    if (!chart.instance) {
      const locale = document.documentElement.lang === "en" ? "EN" : "ZH";
      chart.instance = window.echarts.init(chart.box, null, { renderer: "canvas", locale });
      listen(chart);
    } else {
      chart.instance.resize();
    }
    const aria = { enabled: true, label: { enabled: true, description: shown.says } };
    chart.instance.setOption({ animation: !still.matches, animationDurationUpdate: 300, aria, ...shown.option });
    figure.classList.add("chart-on");
    pick(chart, chart.picked);
  }

  function all() {
    for (const figure of document.querySelectorAll("[data-chart]")) {
      if (rows(figure).length > 0) draw(figure);
    }
    for (const [id, chart] of charts) {
      if (chart.drawn.isConnected) continue;
      chart.instance.dispose();
      charts.delete(id);
    }
  }

  document.addEventListener("change", ({ target }) => {
    const figure = target.closest(".chart-choose")?.closest("[data-chart]");
    if (figure) draw(figure);
  });
  // A part of the page was drawn anew (wall.js).
  document.addEventListener("drawn-anew", all);
  all();
})();
