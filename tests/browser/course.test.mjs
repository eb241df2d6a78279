// The whole course of a committed case, by the people who carry it, as a citizen sees it from outside. On both engines.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { startServer, Visit } from "./harness.mjs";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
const FEW = ["--cases", "200"];
export const server = { args: FEW };

/** Food business licence: the form, the licence of another office, plan, staff, place. */
const ITEM = "food-business";
const BROUGHT = [1, 2, 5];
const MISSING = [3, 4];

/** From papers that are not complete to the licence in the applicant's hands. */
async function wholeCourse(visit, { looks }) {
  const centre = new Centre(visit);
  const officer = async (login) => Object.assign(await centre.officer(login), { looks });
  const citizen = Object.assign(centre.citizen("许小店"), { looks });
  const intake = await officer("intake2");
  const agent = await officer("agent.sc");
  const handler = await officer("do.sc");

  await visit.pictures(intake.page, "desk intake");
  await intake.fillsIntake(ITEM, citizen, BROUGHT, { papers: 2 });
  await intake.look();
  await visit.pictures(intake.page, "intake");
  const matter = await intake.takesIn("收件并打印回执");
  const receipt = await intake.printsReceipt(matter);
  assert.match(receipt, /还没有交的 2 样/, "the receipt says what is missing (N3)");
  await citizen.sees(matter, /材料已收到。我们最迟 .+告诉您是否受理；要补材料，会一次说全。/);

  await intake.notices(matter, MISSING);
  assert.match(await intake.prints(matter, "一次性告知书"), /设备设施、布局和操作流程图/);
  await visit.pictures(intake.page, "paper correction", { paper: true });
  await citizen.sees(matter, /还差 2 样，补齐就受理。这就是全部，不会再加。/);

  await intake.supplements(matter, MISSING);
  await intake.accepts(matter);
  assert.match(await intake.prints(matter, "受理通知书"), /承诺/);
  await visit.pictures(intake.page, "paper acceptance", { paper: true });
  await citizen.sees(matter, /我们承诺 .+前办好。/);
  await citizen.says(/李代理/);
  await visit.pictures(citizen.page, "tracking green");

  await intake.gives(matter, "agent.sc");
  await agent.opens(matter);
  await visit.pictures(agent.page, "case agent");
  await agent.takes(matter, 4);
  await agent.gives(matter, "do.sc");
  await handler.takes(matter, 4);
  assert.match(await handler.prints(matter, /交接单/), /4 份/);

  await handler.opens(matter);
  await visit.pictures(handler.page, "case handler");
  await handler.concludesStep(matter, "材料五样齐全，内容相符，同意。");
  await citizen.sees(matter, /我们承诺 .+前办好。/);
  await citizen.says(/正在办：到现场查看/);
  await handler.concludesStep(matter, "两人到现场，设备与流程图一致，同意。", {
    visit: { with: "do2.sc", minutes: "冷藏设备两台在用，布局与图纸一致。", refusal: "说材料里都写了。" },
  });

  const second = await officer("do2.sc");
  await second.concludesStep(matter, "一同到现场，所见相同，同意。");
  await handler.opens(matter);
  assert.match(await handler.page.locator("#case-moments").innerText(), /当事人拒绝签字，已注明：说材料里都写了。/);
  await citizen.sees(matter, /我们承诺 .+前办好。/);
  await citizen.says(/2 名执法人员到现场核查，工号 A017、A018/);

  const leader = await officer("lead.sc");
  await leader.decides(matter);
  await citizen.sees(matter, /已批准，正在做证件。/);
  await agent.rechecks(matter);
  await handler.makes(matter);
  assert.match(await handler.prints(matter, "准予决定书"), /食品经营许可证/);
  await citizen.sees(matter, /已批准，证件做好了。凭取件码到出件窗口领取。/);

  const out = await officer("out");
  await out.delivers(matter, citizen, await citizen.pickupCode());
  assert.match(await out.prints(matter, "送达回证"), /许小店/);
  await citizen.sees(matter, /已送到您手里，这件事办完了。/);
  await citizen.says(/交材料的当天就办完了。/);
}

/** An empty database of its own on the test server, and its address. */
function ownDatabase(server) {
  const name = `browser_${process.pid}`;
  const made = spawnSync("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", `create database ${name}`, server], { encoding: "utf8" });
  assert.equal(made.status, 0, made.error?.message ?? made.stderr);
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.href;
}

export const tests = [
  {
    name: "a licence is carried from incomplete papers to the applicant's hands, and every page can be read by everyone",
    run: (visit) => wholeCourse(visit, { looks: !process.env.QUICK }),
  },
  {
    name: "the same course runs on PostgreSQL",
    async run({ browser, name }) {
      const postgres = process.env.YIMEN_TEST_POSTGRES;
      assert.ok(postgres, "YIMEN_TEST_POSTGRES is not set: run scripts/test-postgres node tests/browser/run.mjs");
      const own = await startServer({ args: [...FEW, "--database", ownDatabase(postgres)] });
      try {
        const visit = new Visit({ server: own, browser, name });
        await wholeCourse(visit, { looks: false });
        await visit.close();
      } finally {
        await own.stop();
      }
    },
  },
];
