//! What may be said outside, for whoever is asked by a journalist: what is published, and nothing else (E28).

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// `GET /desk/may-say`
#[derive(Debug, Template)]
#[template(path = "desk/may_say.html")]
pub struct MaySay {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is published: address, name, what it says.
    pub open: Vec<(&'static str, String, String)>,
    /// What is not said.
    pub shut: Vec<String>,
}

impl MaySay {
    /// The page.
    pub fn new(frame: PageFrame) -> MaySay {
        let text = frame.text;
        let open = [
            ("/figures", "办件数据", "收件、受理、办结、按时办结率等，每个数都写着怎么算的。"),
            ("/ratings", "群众评价", "窗口和办事结果分开；不可信的写明不可信，不给数。"),
            ("/complaints", "投诉处理", "收到多少、属实多少、按时答复多少，和不带姓名的处理结果。"),
            ("/bulletins", "办件通报", "每月通报，超期的连同原因。"),
            ("/draws", "双随机抽查", "抽查的名单怎么抽的、查出了什么。"),
            ("/decisions", "许可公示", "批准了哪些许可，变更、撤销、注销了的也写明；个人的名字遮住。"),
            ("/outages", "停用记录", "停电、断网、系统故障，从什么时候到什么时候。"),
            ("/items", "办事指南", "事项、材料、时限和依据。"),
        ];
        let shut = [
            "某一件办到哪儿、结果是什么：只告诉申请人本人，请对方用回执上的查询码自己查。",
            "谁申请、谁投诉、谁评价的。",
            "没有公布的监察发现、考核和排名。",
            "移送纪检的举报：有没有、关于谁，都不说。",
        ];
        MaySay {
            open: open
                .map(|(href, name, says)| (href, text.t(name).to_owned(), text.t(says).to_owned()))
                .to_vec(),
            shut: shut.map(|it| text.t(it).to_owned()).to_vec(),
            text,
            frame,
        }
    }
}

impl Page for MaySay {
    const NAME: &'static str = "desk/may-say";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        vec![("only", MaySay::new(PageFrame::sample(text, "对外可以说什么", Nav::Nowhere)))]
    }
}
