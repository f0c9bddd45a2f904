//! Owns Python's own types: which there are, what each is made from, and their methods.
//!
//! Invariant: a type's methods stand in the file of its name.

pub(crate) mod bytes;
pub(crate) mod class_statement;
pub(crate) mod dict;
pub(crate) mod encoding;
pub(crate) mod exception;
pub(crate) mod float;
pub(crate) mod function;
pub(crate) mod int;
pub(crate) mod list;
pub(crate) mod object;
pub(crate) mod property;
pub(crate) mod range;
pub(crate) mod set;
pub(crate) mod special;
pub(crate) mod split;
pub(crate) mod str;
pub(crate) mod tuple;
pub(crate) mod type_;
pub(crate) mod view;

use std::rc::Rc;

use super::class::Class;
use super::native::Table;

macro_rules! types {
    ($($variant:ident $name:literal $module:literal ($($base:ident)?) $table:expr;)*) => {
        /// One of Python's own types.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[expect(clippy::enum_variant_names, reason = "`Type` is the name of a type, too")]
        pub(crate) enum Type {
            $($variant),*
        }

        const ALL: &[Definition] = &[
            $(Definition {
                of: Type::$variant,
                name: $name,
                module: $module,
                base: types!(@base $($base)?),
                methods: $table,
            }),*
        ];
    };
    (@base) => { None };
    (@base $base:ident) => { Some(Type::$base) };
}

struct Definition {
    of: Type,
    name: &'static str,
    module: &'static str,
    base: Option<Type>,
    methods: Table,
}

types! {
    Object "object" "builtins" () object::METHODS;
    Type "type" "builtins" (Object) type_::METHODS;
    NoneType "NoneType" "builtins" (Object) &[];
    NotImplemented "NotImplementedType" "builtins" (Object) &[];
    Ellipsis "ellipsis" "builtins" (Object) &[];
    Int "int" "builtins" (Object) int::METHODS;
    Bool "bool" "builtins" (Int) &[];
    Float "float" "builtins" (Object) float::METHODS;
    Complex "complex" "builtins" (Object) float::COMPLEX_METHODS;
    Str "str" "builtins" (Object) str::METHODS;
    Bytes "bytes" "builtins" (Object) bytes::METHODS;
    List "list" "builtins" (Object) list::METHODS;
    Tuple "tuple" "builtins" (Object) tuple::METHODS;
    Dict "dict" "builtins" (Object) dict::METHODS;
    DictKeys "dict_keys" "builtins" (Object) dict::VIEW_METHODS;
    DictValues "dict_values" "builtins" (Object) &[];
    DictItems "dict_items" "builtins" (Object) dict::VIEW_METHODS;
    Set "set" "builtins" (Object) set::METHODS;
    FrozenSet "frozenset" "builtins" (Object) set::FROZEN_METHODS;
    Range "range" "builtins" (Object) range::METHODS;
    Slice "slice" "builtins" (Object) range::SLICE_METHODS;
    Function "function" "builtins" (Object) &[];
    BuiltinFunction "builtin_function_or_method" "builtins" (Object) &[];
    Method "method" "builtins" (Object) &[];
    Generator "generator" "builtins" (Object) function::GENERATOR_METHODS;
    Coroutine "coroutine" "builtins" (Object) function::COROUTINE_METHODS;
    AsyncGenerator "async_generator" "builtins" (Object) function::ASYNC_GENERATOR_METHODS;
    Module "module" "builtins" (Object) &[];
    StaticMethod "staticmethod" "builtins" (Object) &[];
    ClassMethod "classmethod" "builtins" (Object) &[];
    Property "property" "builtins" (Object) property::METHODS;
    Super "super" "builtins" (Object) &[];
    Member "member_descriptor" "builtins" (Object) &[];
    Attribute "getset_descriptor" "builtins" (Object) &[];
    Alias "GenericAlias" "types" (Object) &[];
    AliasIterator "generic_alias_iterator" "types" (Object) &[];
    Union "Union" "typing" (Object) &[];
    Iterator "iterator" "builtins" (Object) &[];
    ListIterator "list_iterator" "builtins" (Object) &[];
    ListReverseIterator "list_reverseiterator" "builtins" (Object) &[];
    TupleIterator "tuple_iterator" "builtins" (Object) &[];
    StrIterator "str_iterator" "builtins" (Object) &[];
    StrAsciiIterator "str_ascii_iterator" "builtins" (Object) &[];
    BytesIterator "bytes_iterator" "builtins" (Object) &[];
    RangeIterator "range_iterator" "builtins" (Object) &[];
    LongRangeIterator "longrange_iterator" "builtins" (Object) &[];
    DictKeyIterator "dict_keyiterator" "builtins" (Object) &[];
    DictValueIterator "dict_valueiterator" "builtins" (Object) &[];
    DictItemIterator "dict_itemiterator" "builtins" (Object) &[];
    SetIterator "set_iterator" "builtins" (Object) &[];
    CallableIterator "callable_iterator" "builtins" (Object) &[];
    Enumerate "enumerate" "builtins" (Object) &[];
    Zip "zip" "builtins" (Object) &[];
    Map "map" "builtins" (Object) &[];
    Filter "filter" "builtins" (Object) &[];
    Reversed "reversed" "builtins" (Object) &[];
    Future "Future" "_asyncio" (Object) &[];
    Task "Task" "_asyncio" (Future) &[];
    Host "object" "builtins" (Object) &[];
    BaseException "BaseException" "builtins" (Object) exception::METHODS;
}

impl Type {
    pub(crate) fn name(self) -> &'static str {
        ALL[self as usize].name
    }

    /// As messages name one that is not of `builtins`: with its module, as `tp_name` in CPython.
    pub(crate) fn full_name(self) -> Option<String> {
        let Definition { name, module, .. } = &ALL[self as usize];
        (*module != "builtins").then(|| format!("{module}.{name}"))
    }
}

/// The classes of Python's own types, in the order of [`Type`].
pub(crate) struct Types(Vec<Rc<Class>>);

impl Types {
    pub(crate) fn new() -> Self {
        let mut types: Vec<Rc<Class>> = Vec::with_capacity(ALL.len());
        for definition in ALL {
            let bases = definition.base.into_iter().map(|base| types[base as usize].clone()).collect();
            let class = Class::builtin(definition.of, definition.name, definition.module, bases);
            for (name, function) in definition.methods {
                class.add(definition.name, name, *function);
            }
            if definition.of == Type::Bytes {
                for (name, function) in bytes::TEXT_METHODS {
                    class.add(definition.name, name, function);
                }
            }
            special::add(&class, definition.of, definition.name);
            types.push(class);
        }
        Self(types)
    }

    pub(crate) fn get(&self, of: Type) -> &Rc<Class> {
        &self.0[of as usize]
    }
}
