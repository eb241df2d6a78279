//! Process mining: the courses of cases written for programs of that field (XES, OCEL 2.0), and the flow of an item with its
//! waiting times. Pure: what happened comes in, bytes or figures go out; no name and no text of anybody is known here.

mod course;
mod flow;
mod names;
mod node;
mod ocel;
mod waiting;
mod xes;

pub use course::{Actor, Course, Happening, Officer};
pub use flow::{Edge, Flow, SAMPLE_MIN, Wait, flow};
pub use names::{NAMES, name_of};
pub use node::{Node, Whose};
pub use ocel::OcelWriter;
pub use waiting::{DAY, between};
pub use xes::XesWriter;
