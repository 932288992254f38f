// Package websockets has messages of websockets: from clients, and from a server that was dialled.
package websockets

import (
	"bytes"
	"encoding/gob"
	"net/http"

	"github.com/gorilla/websocket"
	"gopkg.in/yaml.v3"
)

type message struct{ Text string }

var upgrader = websocket.Upgrader{}

func handle(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	for {
		_, b, err := c.ReadMessage()
		if err != nil {
			return
		}
		var m message
		gob.NewDecoder(bytes.NewReader(b)).Decode(&m) // want "untrusteddecode"
		yaml.Unmarshal(b, &m)                         // want "untrusteddecode"
	}
}

func stream(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c.SetReadLimit(512)
	_, rd, err := c.NextReader()
	if err != nil {
		return
	}
	var m message
	gob.NewDecoder(rd).Decode(&m) // want "untrusteddecode"
}

type client struct{ conn *websocket.Conn }

func (cl *client) pump() {
	_, b, err := cl.conn.ReadMessage()
	if err != nil {
		return
	}
	var m message
	gob.NewDecoder(bytes.NewReader(b)).Decode(&m) // want "untrusteddecode"
}

func serve(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	cl := &client{conn: c}
	go cl.pump()
}

func bound(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	var m message
	c.ReadJSON(&m)
}

func dialled(url string) {
	c, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return
	}
	_, b, err := c.ReadMessage()
	if err != nil {
		return
	}
	var m message
	gob.NewDecoder(bytes.NewReader(b)).Decode(&m) // want "untrusteddecode"
	yaml.Unmarshal(b, &m)
}
