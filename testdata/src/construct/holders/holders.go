// Package holders keeps objects of another package's types behind variables and fields, atomic ones among them.
package holders

import (
	"sync/atomic"

	"construct/holders/model"
	"example.com/kinds"
)

var current *model.User

func setCurrent(u *model.User) { current = u }

func fillCurrent() {
	setCurrent(&model.User{Token: kinds.Source(), ID: "1"}) // @source(current)
}

func readCurrent() {
	kinds.Sink(current.Token) // @sink(current)
	kinds.Sink(current.ID)
}

type service struct {
	user   *model.User
	config atomic.Pointer[model.Config]
	last   atomic.Value
}

func (s *service) set(u *model.User) { s.user = u }

func fillService(s *service) {
	s.set(&model.User{Token: kinds.Source(), ID: "1"}) // @source(user)
}

func (s *service) read() {
	kinds.Sink(s.user.Token) // @sink(user)
	kinds.Sink(s.user.ID)
}

func (s *service) reload() {
	c := &model.Config{Name: kinds.Source()} // @source(config)
	s.config.Store(c)
	s.last.Store(&model.User{Token: kinds.Source()}) // @source(last)
}

func (s *service) name() {
	kinds.Sink(s.config.Load().User)
	kinds.Sink(s.config.Load().Name)              // @sink(config)
	kinds.Sink(s.last.Load().(*model.User).Token) // @sink(last)
}

var active atomic.Pointer[model.User]

func activate() {
	active.Store(&model.User{Token: kinds.Source()}) // @source(active)
}

func readActive() {
	if u := active.Load(); u != nil {
		kinds.Sink(u.Token) // @sink(active)
		kinds.Sink(u.ID)
	}
}

func swap() {
	old := active.Swap(&model.User{Token: "clean"})
	kinds.Sink(old.Token) // @sink(active)
	kinds.Sink(old.ID)
}
