//! What is called: functions of packages, whatever the file calls them.

use crate::source::tree::Node;

use super::File;
use super::syntax::bare;

/// A name of an imported package.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'s> {
    /// The import, by its place in the file.
    pub(super) import: Option<usize>,
    /// The import path.
    pub(super) path: &'s str,
    pub(super) name: &'s str,
}

impl<'s> File<'s> {
    /// What a call calls, when that is a function of a package: also by a name that it was given
    /// (`get := os.Getenv`), or without the package's where that is imported with a dot.
    pub(super) fn callee(&self, call: Node<'s>) -> Option<Member<'s>> {
        self.member(call.child("function")?)
    }

    /// The name of a package that an expression stands for.
    pub(super) fn member(&self, expression: Node<'s>) -> Option<Member<'s>> {
        let function = bare(expression);
        let direct = self.direct_member(function);
        direct.or_else(|| self.direct_member(bare(self.names.given_once(function)?)))
    }

    fn direct_member(&self, function: Node<'s>) -> Option<Member<'s>> {
        if function.is("selector_expression") {
            let import = self.names.package(function.child("operand")?)?;
            let name = function.child("field")?.text();
            return Some(Member { import: Some(import), path: self.packages.path(import), name });
        }
        if self.names.may_be_dotted(function) {
            let dotted = ["os", "syscall", "net/http", "github.com/spf13/viper"];
            let name = function.text();
            if let Some(path) = dotted.into_iter().find(|path| self.packages.is_dotted(path)) {
                return Some(Member { import: None, path, name });
            }
            // A name of the own package is written alike; one that it exports is most often called
            // from other packages.
            let import = self.packages.sole_dotted()?;
            let is_exported = name.starts_with(char::is_uppercase);
            return is_exported.then(|| Member {
                import: Some(import),
                path: self.packages.path(import),
                name,
            });
        }
        None
    }
}
