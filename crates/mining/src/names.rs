//! The word of each kind of entry of a case. A word belongs to one kind alone, so that it can stand for an activity.

/// Stable kind and word; the order is that of a life.
pub const NAMES: &[(&str, &str)] = &[
    ("case.received", "收件"),
    ("case.received-more", "补收材料"),
    ("case.correction-noticed", "一次性告知"),
    ("case.correction-released", "批准加列材料"),
    ("case.correction-renewed", "再次告知"),
    ("case.accepted", "受理"),
    ("case.deferred", "容缺受理"),
    ("case.deferred-brought", "补收容缺材料"),
    ("case.deferral-turned", "容缺期限提醒"),
    ("case.deemed-accepted", "视为受理"),
    ("case.acceptance-refused", "不予受理"),
    ("case.correction-reminded", "补正期限过半提醒"),
    ("case.closed-for-missing", "逾期未补退件"),
    ("case.closure-lifted", "撤销退件"),
    ("case.presented", "呈请签字"),
    ("case.instant-returned", "签字人退回"),
    ("case.agent-skipped", "当场办结"),
    ("case.given-over", "移交"),
    ("case.taken-over", "签收"),
    ("case.over-declined", "没有签收"),
    ("case.over-recalled", "收回移交"),
    ("case.taken-for-absent", "代班接手"),
    ("case.taken-back", "销假接回"),
    ("case.reassigned", "改派"),
    ("case.hand-over-waits", "移交逾期未签收"),
    ("case.site-visited", "现场核查"),
    ("case.step-confirmed", "第一位写意见"),
    ("case.step-completed", "办完一步"),
    ("case.step-returned", "退回前一步"),
    ("case.step-skipped", "放到事后核查"),
    ("case.stop-asked", "申请暂停计时"),
    ("case.stopped", "暂停计时"),
    ("case.stop-order-shown", "补登暂停的依据文书"),
    ("case.stop-order-overdue", "依据文书逾期未补登"),
    ("case.stop-refused", "不批准暂停"),
    ("case.resumed", "恢复计时"),
    ("case.extension-asked", "申请延期"),
    ("case.extended", "依法延期"),
    ("case.extension-refused", "不批准延期"),
    ("case.decided", "作出决定"),
    ("case.rechecked", "复核通过"),
    ("case.recheck-lapsed", "复核到时放行"),
    ("case.decision-returned", "复核退回"),
    ("case.document-made", "制证用印"),
    ("case.concluded", "办结"),
    ("case.delivered", "送达"),
    ("case.withdrawn", "申请人撤回"),
    ("case.commitment-to-check", "待核查承诺"),
    ("case.commitment-checked", "核查承诺"),
    ("case.priority-asked", "申请绿色通道"),
    ("case.priority-approved", "批准绿色通道"),
    ("case.priority-refused", "不批准绿色通道"),
    ("case.late-explained", "说明超期原因"),
    ("case.light-turned", "期限转灯"),
    ("case.clocks-redated", "按新日历重算"),
    ("case.receipt-reissued", "补打收件凭证"),
    ("case.contact-changed", "变更联系方式"),
    ("case.same-matter", "同一事项再次提出"),
    ("case.applicant-corrected", "更正登记"),
    ("case.applicant-renamed", "变更姓名名称"),
    ("case.rebound", "改按新版办理"),
    ("case.succeeded", "承继"),
    ("case.ended-with-applicant", "申请人不在而终止"),
    ("case.withdraw-code-sent", "发撤回验证码"),
    ("case.withdrawn-by-applicant", "申请人自行撤回"),
    ("case.photograph-kept", "交现场照片"),
    ("case.papers-lost", "材料遗失"),
    ("case.pickup-renewed", "换新取件码"),
    ("case.address-confirmed", "确认送达地址"),
    ("case.result-posted", "寄出结果"),
    ("case.post-came-back", "邮件退回"),
    ("case.post-return-corrected", "退回登记更正"),
    ("case.post-lost", "邮件丢失"),
    ("case.delivery-announced", "公告送达"),
    ("case.delivery-deemed", "公告期满视为送达"),
    ("case.electronic-agreed", "同意电子送达"),
    ("case.electronic-ended", "收回电子送达同意"),
    ("case.sent-electronically", "电子送达发出"),
    ("case.electronic-unfetched", "电子送达没有领取"),
];

/// The word of a kind; the kind itself where it has none.
pub fn name_of(kind: &str) -> &str {
    NAMES.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_word_belongs_to_one_kind_alone() {
        let kinds: BTreeSet<_> = NAMES.iter().map(|(kind, _)| kind).collect();
        let words: BTreeSet<_> = NAMES.iter().map(|(_, word)| word).collect();
        assert_eq!((kinds.len(), words.len()), (NAMES.len(), NAMES.len()));
        assert_eq!(name_of("case.accepted"), "受理");
        assert_eq!(name_of("case.not-yet-thought-of"), "case.not-yet-thought-of");
    }
}
