//! Stands in for the library of that name: a tree drawn in plain lines, as the reader of formulas asks for it.
//!
//! The library makes `String + …` ambiguous in every crate that is built above it, which would forbid `a + &b` to half of the house.

use std::fmt;

/// A colour, which is not shown.
#[derive(Clone, Copy)]
pub enum Color {
    /// The only one that is asked for.
    White,
}

/// Whether colours are shown; they never are.
#[derive(Clone, Copy)]
pub enum ColorMode {
    /// They are not.
    Off,
}

/// What text is added to.
pub trait StyledText: Sized {
    /// With more text behind it.
    fn s(self, text: impl fmt::Display) -> Self;
}

/// A node with what hangs below it.
pub struct TreeNode {
    label: String,
    children: Vec<TreeNode>,
}

impl TreeNode {
    fn write(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        writeln!(f, "{:indent$}{}", "", self.label)?;
        self.children.iter().try_for_each(|child| child.write(f, indent + 2))
    }
}

impl fmt::Display for TreeNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, f.width().unwrap_or(0))
    }
}

/// A node that is being made.
pub struct NodeBuilder(TreeNode);

impl NodeBuilder {
    /// Its line.
    pub fn line(self) -> Line {
        Line(self)
    }

    /// With one more below it.
    pub fn child(mut self, child: TreeNode) -> NodeBuilder {
        self.add_child(child);
        self
    }

    /// Hangs one more below it.
    pub fn add_child(&mut self, child: TreeNode) {
        self.0.children.push(child);
    }

    /// The node.
    pub fn end(self) -> TreeNode {
        self.0
    }
}

/// A line that is being written.
pub struct Line(NodeBuilder);

impl StyledText for Line {
    fn s(mut self, text: impl fmt::Display) -> Line {
        self.0.0.label.push_str(&text.to_string());
        self
    }
}

impl Line {
    /// The node it belongs to.
    pub fn end(self) -> NodeBuilder {
        self.0
    }
}

/// A node to be made.
pub fn node(_: Color, _: ColorMode) -> NodeBuilder {
    NodeBuilder(TreeNode { label: String::new(), children: Vec::new() })
}

/// A node without anything below it.
pub fn leaf(_: ColorMode) -> NodeBuilder {
    node(Color::White, ColorMode::Off)
}
