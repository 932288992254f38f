// Package hook knows what a type does when it is decoded: the methods by which it decodes itself and the effects of
// their bodies, here and in what they call, in this package and in others.
//
// It asks the engine where the input of such a method goes, the models what an effect is, and internal/wire what such a
// method is. It must not know a rule or a driver.
package hook
