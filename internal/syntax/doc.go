// Package syntax answers questions of rules about the text of the analysed package: which function is around a place,
// which function a call names, which words a name is made of, which results a statement drops.
//
// It knows syntax trees and types. It must not know a rule, a library or how values flow.
package syntax
