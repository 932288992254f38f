package flows

import (
	"bytes"
	"encoding/gob"
	"io"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"github.com/emersion/go-smtp"
	"github.com/go-resty/resty/v2"
	"github.com/minio/sio"
)

type delivery struct{ from string }

func (d *delivery) Mail(from string, opts *smtp.MailOptions) error { d.from = from; return nil }
func (d *delivery) Rcpt(to string, opts *smtp.RcptOptions) error   { return nil }
func (d *delivery) Reset()                                         {}
func (d *delivery) Logout() error                                  { return nil }

func (d *delivery) Data(r io.Reader) error {
	var v any
	return gob.NewDecoder(r).Decode(&v) // want
}

func fetch(b oss.Bucket, key string, c *resty.Client) {
	var v any
	object, _ := b.GetObject(key)
	_ = gob.NewDecoder(object).Decode(&v) // want
	again, _ := b.GetObject(key)
	if plain, err := sio.DecryptReader(again, sio.Config{}); err == nil {
		_ = gob.NewDecoder(plain).Decode(&v)
	}
	reply, _ := c.R().Get("https://example.com/")
	_ = gob.NewDecoder(bytes.NewReader(reply.Body())).Decode(&v) // want
}
