//! The words of the register of complaints: how one came, of which class, what was found, why, on whose word it was closed.

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// 来源 (R152).
    Channel {
        /// 网上; the complainant's own form.
        Web = "web",
        /// 热线.
        HotLine = "hot-line",
        /// 窗口.
        Counter = "counter",
        /// 来信、意见箱.
        Letter = "letter",
        /// 电子邮箱.
        Mail = "mail",
        /// 其他系统转来.
        Outside = "outside",
    }
    /// 投诉类别 (R157).
    Class {
        /// 办不成事: it could not be got done (N57), with a list and a time of its own.
        LastResort = "last-resort",
        /// 不收件: refused by mouth (F12).
        NotTaken = "not-taken",
        /// 多要材料 (F1).
        MorePapers = "more-papers",
        /// 办得慢.
        Slow = "slow",
        /// 推来推去 (F13).
        PassedOn = "passed-on",
        /// 收费.
        Fee = "fee",
        /// 服务态度.
        Manner = "manner",
        /// 指南和实际不一样.
        Guide = "guide",
        /// 大厅环境、设备.
        Hall = "hall",
        /// 其他.
        Other = "other",
        /// 不同意暂停计时 (F7).
        StoppedClock = "stopped-clock",
        /// 写着送到了，没有收到 (F10).
        NotReceived = "not-received",
    }
    /// 是否属实.
    Verdict {
        /// 属实.
        Founded = "founded",
        /// 部分属实.
        Partly = "partly",
        /// 不属实.
        Unfounded = "unfounded",
        /// 查不清.
        Unclear = "unclear",
    }
    /// 原因 (R157).
    Cause {
        /// 工作人员没有按规定办.
        Conduct = "conduct",
        /// 业务不熟.
        Skill = "skill",
        /// 人手、设备不够.
        Means = "means",
        /// 指南、表格没有写清.
        Unclear = "unclear",
        /// 部门之间没有衔接好.
        Between = "between",
        /// 规定本身就是这样.
        Rule = "rule",
        /// 没有讲清楚，有误会.
        Misunderstanding = "misunderstanding",
        /// 其他.
        Other = "other",
    }
    /// On whose word a complaint was closed (F18).
    Ending {
        /// The complainant is content, and told an officer so.
        Satisfied = "satisfied",
        /// The complainant confirmed it with number and code.
        Confirmed = "confirmed",
        /// A supervisor closed it without the complainant's word, with a reason.
        WithoutWord = "without-word",
    }
    /// What can be done with a complaint on the register.
    Act {
        /// 转单位调查.
        Assign = "assign",
        /// 转纪检监察.
        PassOn = "pass-on",
        /// 告知为什么要更长时间.
        TellLonger = "tell-longer",
        /// 报调查结果.
        Draft = "draft",
        /// 退回再查.
        Return = "return",
        /// 答复投诉人.
        Reply = "reply",
        /// 投诉人满意，办结.
        Close = "close",
        /// 投诉人没有表示满意，由督查办结.
        CloseWithoutWord = "close-without-word",
        /// 投诉人自己的话, with number and code.
        Confirm = "confirm",
        /// 重新办理.
        Reopen = "reopen",
        /// 公布结果.
        Publish = "publish",
        /// 纪检监察接收.
        Receive = "receive",
        /// 纪检监察反馈结果.
        Conclude = "conclude",
    }
}
