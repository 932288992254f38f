// Package hook knows what a type does when it is decoded: its decoding methods, the hooks, and their effects, in their
// bodies and in what they call, in this package and in others.
//
// The engine says where the input of a hook goes, the models what an effect is, and internal/wire which methods are
// hooks. Package hook must not know a rule or a driver.
package hook
