// Package netrpc serves net/rpc, which speaks gob.
package netrpc

import (
	"net"
	"net/http"
	"net/rpc"

	"example.com/rpcfork"
	"example.com/sshproxy"
)

type arith struct{}

func (arith) Add(args [2]int, sum *int) error { return nil }

func loop(l net.Listener) {
	rpc.Register(arith{})
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go rpc.ServeConn(conn) // want "untrusteddecode"
	}
}

func accept(l net.Listener) {
	rpc.Accept(l) // want "untrusteddecode"
}

func ownServer(l net.Listener) {
	s := rpc.NewServer()
	s.Register(arith{})
	s.Accept(l) // want "untrusteddecode"
}

func overHTTP() error {
	rpc.HandleHTTP() // want "untrusteddecode"
	return http.ListenAndServe(":1234", nil)
}

func ownPath(s *rpc.Server) {
	s.HandleHTTP("/rpc", "/debug") // want "untrusteddecode"
}

func asHandler() {
	s := rpc.NewServer()
	http.Handle("/rpc", s) // want "untrusteddecode"
}

func onMux(mux *http.ServeMux, s *rpc.Server) {
	mux.Handle("/rpc", s) // want "untrusteddecode"
}

func fork(conn net.Conn) {
	s := rpcfork.NewServer()
	s.Register(arith{})
	s.ServeConn(conn) // want "untrusteddecode"
}

// Serves connections, but no procedures.
func proxy(conn net.Conn) {
	sshproxy.ServeConn(conn)
	new(sshproxy.Server).ServeConn(conn)
}
