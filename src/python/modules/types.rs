//! `types`
//!
//! Invariant: names are those of the types themselves.

use super::Definition;
use crate::python::types::Type;

pub(super) const MODULE: Definition = Definition {
    name: "types",
    functions: &[],
    setup: |vm, dict| {
        for (name, of) in [
            ("FunctionType", Type::Function),
            ("LambdaType", Type::Function),
            ("MethodType", Type::Method),
            ("BuiltinFunctionType", Type::BuiltinFunction),
            ("GeneratorType", Type::Generator),
            ("CoroutineType", Type::Coroutine),
            ("AsyncGeneratorType", Type::AsyncGenerator),
            ("ModuleType", Type::Module),
            ("NoneType", Type::NoneType),
            ("EllipsisType", Type::Ellipsis),
            ("NotImplementedType", Type::NotImplemented),
            ("GenericAlias", Type::Alias),
            ("UnionType", Type::Union),
        ] {
            dict.set_str(name, vm.class(of));
        }
        dict.set_str("TracebackType", crate::python::value::Value::Class(vm.classes.host(vm, "traceback", "builtins")));
    },
    source: Some(include_str!("../lib/types.py")),
};
