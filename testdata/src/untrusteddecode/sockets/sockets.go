// Package sockets has connections that were accepted, and packets.
package sockets

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/gob"
	"net"

	"gopkg.in/yaml.v3"
)

type message struct{ Text string }

func serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go handle(conn)
	}
}

func handle(conn net.Conn) {
	defer conn.Close()
	var m message
	dec := gob.NewDecoder(conn)
	for dec.Decode(&m) == nil { // want "untrusteddecode"
	}
}

func lines(l *net.TCPListener) {
	conn, err := l.AcceptTCP()
	if err != nil {
		return
	}
	sc := bufio.NewScanner(conn)
	for sc.Scan() {
		var m message
		yaml.Unmarshal(sc.Bytes(), &m) // want "untrusteddecode"
	}
}

// TLS says who the server is, and nothing of the client.
func overTLS(config *tls.Config) error {
	l, err := tls.Listen("tcp", ":4433", config)
	if err != nil {
		return err
	}
	conn, err := l.Accept()
	if err != nil {
		return err
	}
	var m message
	return gob.NewDecoder(conn).Decode(&m) // want "untrusteddecode"
}

func packets(addr string) error {
	pc, err := net.ListenPacket("udp", addr)
	if err != nil {
		return err
	}
	buf := make([]byte, 1500)
	for {
		n, from, err := pc.ReadFrom(buf)
		if err != nil {
			return err
		}
		_ = from
		var m message
		gob.NewDecoder(bytes.NewReader(buf[:n])).Decode(&m) // want "untrusteddecode"
	}
}

func datagrams(c *net.UDPConn) {
	buf := make([]byte, 1500)
	n, _, err := c.ReadFromUDP(buf)
	if err != nil {
		return
	}
	var m message
	yaml.Unmarshal(buf[:n], &m) // want "untrusteddecode"
}

// A decoder kept in a field, and used in another method.
type peer struct {
	dec  *gob.Decoder
	name string
}

func newPeer(conn net.Conn) *peer { return &peer{dec: gob.NewDecoder(conn)} }

func (p *peer) next() {
	var m message
	p.dec.Decode(&m) // want "untrusteddecode"
}

// The two ends of a pipe are both in this process.
func inProcess() {
	var buf bytes.Buffer
	gob.NewEncoder(&buf).Encode(message{"x"})
	var m message
	gob.NewDecoder(&buf).Decode(&m)
}
