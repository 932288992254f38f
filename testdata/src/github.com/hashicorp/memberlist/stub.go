// Package memberlist is a stub of github.com/hashicorp/memberlist: the signatures are true, the bodies mean nothing.
package memberlist

import (
	"net"
	"time"
)

// A Node is a member.
type Node struct {
	Name string
	Addr net.IP
	Port uint16
	Meta []byte
}

// A Delegate gets what members send.
type Delegate interface {
	NodeMeta(limit int) []byte
	NotifyMsg([]byte)
	GetBroadcasts(overhead, limit int) [][]byte
	LocalState(join bool) []byte
	MergeRemoteState(buf []byte, join bool)
}

// An EventDelegate hears of joins and leaves.
type EventDelegate interface {
	NotifyJoin(*Node)
	NotifyLeave(*Node)
	NotifyUpdate(*Node)
}

// A MergeDelegate may refuse a merge.
type MergeDelegate interface {
	NotifyMerge(peers []*Node) error
}

// A PingDelegate hears of pings.
type PingDelegate interface {
	AckPayload() []byte
	NotifyPingComplete(other *Node, rtt time.Duration, payload []byte)
}

// A Config configures a Memberlist.
type Config struct {
	Name     string
	Delegate Delegate
	Events   EventDelegate
	Merge    MergeDelegate
	Ping     PingDelegate
}

// A Memberlist is a cluster.
type Memberlist struct{ config *Config }

func Create(conf *Config) (*Memberlist, error) { return nil, nil }

func (m *Memberlist) Members() []*Node { return nil }
