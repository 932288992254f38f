// Package gossip has the callbacks of a memberlist: any member, and who pretends to be one, calls them.
package gossip

import (
	"bytes"
	"encoding/gob"

	"github.com/hashicorp/go-msgpack/v2/codec"
	"github.com/hashicorp/memberlist"
)

type state struct{ Items map[string]string }

type delegate struct{ state state }

var (
	_ memberlist.Delegate      = (*delegate)(nil)
	_ memberlist.EventDelegate = (*events)(nil)
)

func (d *delegate) NodeMeta(limit int) []byte                  { return nil }
func (d *delegate) GetBroadcasts(overhead, limit int) [][]byte { return nil }

func (d *delegate) LocalState(join bool) []byte {
	var buf bytes.Buffer
	gob.NewEncoder(&buf).Encode(d.state)
	return buf.Bytes()
}

func (d *delegate) NotifyMsg(b []byte) {
	var s state
	gob.NewDecoder(bytes.NewReader(b)).Decode(&s) // want "untrusteddecode"
}

func (d *delegate) MergeRemoteState(buf []byte, join bool) {
	var s state
	codec.NewDecoderBytes(buf, &codec.MsgpackHandle{}).Decode(&s) // want "untrusteddecode"
}

type events struct{}

func (events) NotifyLeave(n *memberlist.Node) {}

func (events) NotifyJoin(n *memberlist.Node) {
	var s state
	gob.NewDecoder(bytes.NewReader(n.Meta)).Decode(&s) // want "untrusteddecode"
}

func (events) NotifyUpdate(n *memberlist.Node) {}

// Named like a delegate's method, and none.
type mailbox struct{}

func (mailbox) NotifyMsg(b []byte, priority int) {
	var s state
	gob.NewDecoder(bytes.NewReader(b)).Decode(&s)
}
