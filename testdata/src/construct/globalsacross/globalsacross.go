// Package globalsacross uses the variables of another package, by name and behind functions.
package globalsacross

import (
	"construct/globalsacross/state"
	"construct/globalsacross/wrap"
	"example.com/kinds"
)

func set()    { state.Set(kinds.SourceBytes()) }  // @source(set)
func get()    { kinds.SinkBytes(state.Get()) }    // @sink(set, wrapped)
func getOwn() { kinds.SinkBytes(state.GetOwn()) } // @sink(load)

func named() {
	state.SetLast(kinds.SourceBytes()) // @source(last)
	kinds.SinkBytes(state.Last)        // @sink(last)
}

func moved() {
	state.SetFirst(kinds.SourceBytes()) // @source(moved)
	state.Move()
	kinds.SinkBytes(state.GetSecond()) // @sink(moved)
}

func unread() { state.SetUnread(kinds.SourceBytes()) }

func inMap() {
	state.Register("a", kinds.Source()) // @source(value)
	state.Register(kinds.Source(), "a") // @source(key)
	kinds.Sink(state.Find("a"))         // @sink(value)
	kinds.Sink(state.Names()[0])        // @sink(key)
}

func inObject() {
	state.Keep(kinds.SourceBytes()) // @source(kept)
	kinds.SinkBytes(state.Kept())   // @sink(kept)
}

func inChannel() {
	state.Post(kinds.Source()) // @source(posted)
	kinds.Sink(state.Posted()) // @sink(posted)
}

func run() {
	state.SetRun(kinds.Source()) // @source(run) @sink(run)
	state.Run()
}

func runCommand() {
	state.Command = kinds.Source() // @source(command)
	state.RunCommand()             // @sink(command)
}

func made() {
	c := state.NewConf(kinds.SourceBytes()) // @source(conf)
	kinds.SinkBytes(c.Data)                 // @sink(conf)
	kinds.SinkBytes(state.Default())
}

func wrapped()    { wrap.Set(kinds.Source()) } // @source(wrapped)
func getWrapped() { kinds.Sink(wrap.Get()) }   // @sink(set, wrapped)
