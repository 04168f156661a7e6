//! Derives reading and describing from the structures of a file, so that each field and each word is named once.
//!
//! Names come from the structure and from serde's own attributes, which also say how it is written: a field with
//! `skip_serializing_if` may be missing from a file and then has its default, and the words of an enum follow
//! `rename_all` and `rename`.

use proc_macro::TokenStream;
use proc_macro2::{TokenStream as Tokens, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, Field, Fields, Lit, LitStr, Meta, Result, parse_macro_input,
};

/// Derives `Read`: of a structure from its fields, of an enum from its words.
#[proc_macro_derive(Read)]
pub fn read(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    reading(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Derives `Described`: what a JSON Schema says of a structure or an enum. Doc comments become descriptions.
///
/// A field's `#[limit(A, B, fixed, whole, or_zero)]` gives its limit `A`, and `B` that of the items of a list. `fixed`
/// says that an uncertain number must be the same in every future, `whole` that it has no fraction besides, `or_zero`
/// that 0 stands for none. A field without limits has those of the field in which its structure stands. A structure marked `#[shared]` is described once.
#[proc_macro_derive(Described, attributes(limit, shared))]
pub fn described(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    describing(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn reading(input: &DeriveInput) -> Result<Tokens> {
    let own = &input.ident;
    let body = if let Some(fields) = fields(input)? {
        let names = fields.iter().map(|field| name(field));
        let read = fields.iter().map(|field| {
            let (ident, name) = (&field.ident, name(field));
            Ok(if is_optional(field)? {
                quote!(#ident: reader.field_or(#name, ::core::default::Default::default()))
            } else {
                quote!(#ident: reader.field(#name))
            })
        });
        let read = read.collect::<Result<Vec<Tokens>>>()?;
        quote! {
            reader.only(&[#(#names),*]);
            #own { #(#read),* }
        }
    } else {
        let words = words(input)?;
        let variants = words.iter().map(|(variant, _)| quote!(#own::#variant));
        let words = words.iter().map(|(_, word)| word);
        quote!([#(#variants),*][reader.word(&[#(#words),*])])
    };
    Ok(quote! {
        impl crate::json::Read for #own {
            fn read(reader: &mut crate::json::Reader) -> #own {
                #body
            }
        }
    })
}

fn describing(input: &DeriveInput) -> Result<Tokens> {
    let own = &input.ident;
    let doc = doc(&input.attrs);
    let body = if let Some(fields) = fields(input)? {
        let described = fields.iter().map(|field| {
            let (name, doc, kind) = (name(field), self::doc(&field.attrs), &field.ty);
            let optional = is_optional(field)? || kind.to_token_stream().to_string().starts_with("Option ");
            let limits = limits(&field.attrs)?;
            Ok(quote!(object.field::<#kind>(#name, #doc, #optional, #limits);))
        });
        let described = described.collect::<Result<Vec<Tokens>>>()?;
        let body = quote! {
            let mut object = at.object(#doc);
            #(#described)*
            object.end()
        };
        if input.attrs.iter().any(|attribute| attribute.path().is_ident("shared")) {
            let name = snake(&own.to_string());
            quote!(at.shared(#name, |at| { #body }))
        } else {
            body
        }
    } else {
        let words = words(input)?.into_iter().map(|(_, word)| word);
        quote!(at.words(&[#(#words),*]))
    };
    Ok(quote! {
        impl crate::json::schema::Described for #own {
            fn described(at: &crate::json::schema::At) -> crate::json::Json {
                #body
            }
        }
    })
}

/// The fields of a structure; none of an enum, which must have no fields at all.
fn fields(input: &DeriveInput) -> Result<Option<Vec<&Field>>> {
    match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => {
            Ok(Some(data.fields.iter().collect()))
        }
        Data::Enum(data) if data.variants.iter().all(|variant| variant.fields.is_empty()) => Ok(None),
        _ => Err(Error::new_spanned(&input.ident, "expected named fields, or an enum without fields")),
    }
}

fn name(field: &Field) -> String {
    field.ident.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The variants of an enum and their words in a file.
fn words(input: &DeriveInput) -> Result<Vec<(&syn::Ident, String)>> {
    let Data::Enum(data) = &input.data else { return Ok(Vec::new()) };
    let rule = serde(&input.attrs, "rename_all")?;
    let word = |variant: &str| match rule.as_deref() {
        Some("snake_case") => Ok(snake(variant)),
        Some("UPPERCASE") => Ok(variant.to_ascii_uppercase()),
        None => Ok(variant.to_owned()),
        Some(_) => Err(Error::new_spanned(&input.ident, "this derive knows snake_case and UPPERCASE only")),
    };
    let words = data.variants.iter().map(|variant| {
        let own = serde(&variant.attrs, "rename")?;
        Ok((&variant.ident, own.map_or_else(|| word(&variant.ident.to_string()), Ok)?))
    });
    words.collect()
}

/// As serde does it: an underscore before each capital but the first, digits with what is before them.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn is_optional(field: &Field) -> Result<bool> {
    Ok(serde(&field.attrs, "skip_serializing_if")?.is_some())
}

/// What one of serde's attributes says.
fn serde(attributes: &[Attribute], wanted: &str) -> Result<Option<String>> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            let text: LitStr = meta.value()?.parse()?;
            if meta.path.is_ident(wanted) {
                found = Some(text.value());
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// The doc comment as one line.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<String>>().join(" ").trim().to_owned()
}

/// The rules of a field, from its `#[limit]`.
fn limits(attributes: &[Attribute]) -> Result<Tokens> {
    let Some(limit) = attributes.iter().find(|attribute| attribute.path().is_ident("limit")) else {
        return Ok(quote!(at.rules().clone()));
    };
    let mut rules = quote!(crate::json::schema::Rules::default());
    let inside = limit.meta.require_list()?.tokens.clone();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    for part in inside.into_iter().collect::<Vec<TokenTree>>().split(is_comma) {
        let part: Tokens = part.iter().cloned().collect();
        rules.extend(match part.to_string().as_str() {
            "" => quote!(),
            "fixed" => quote!(.fixed()),
            "or_zero" => quote!(.or_zero()),
            "whole" => quote!(.whole()),
            _ => quote!(.within(#part)),
        });
    }
    Ok(rules)
}
