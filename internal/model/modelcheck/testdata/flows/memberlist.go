package flows

import (
	hashicorp "github.com/hashicorp/go-msgpack/v2/codec"
	"github.com/hashicorp/memberlist"
)

type delegate struct{ own []byte }

var _ memberlist.Delegate = (*delegate)(nil)

func (d *delegate) NodeMeta(limit int) []byte                  { return nil }
func (d *delegate) GetBroadcasts(overhead, limit int) [][]byte { return nil }
func (d *delegate) LocalState(join bool) []byte                { return nil }
func (d *delegate) NotifyMsg(p []byte) {
	var v any
	_ = hashicorp.NewDecoderBytes(p, new(hashicorp.MsgpackHandle)).Decode(&v) // want
}
func (d *delegate) MergeRemoteState(p []byte, join bool) {
	var v any
	_ = hashicorp.NewDecoderBytes(p, new(hashicorp.MsgpackHandle)).Decode(&v) // want
	_ = hashicorp.NewDecoderBytes(d.own, new(hashicorp.MsgpackHandle)).Decode(&v)
}
