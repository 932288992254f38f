// Package around keeps sessions in a file, a table and a store that takes commands, and answers requests in the same encoding.
package around

import (
	"bytes"
	"database/sql"
	"encoding/gob"
	"net/http"
	"os"
	"path/filepath"
)

// Values are those of a session.
type Values map[string]string

// EncodeValues encodes values.
func EncodeValues(v Values) ([]byte, error) {
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(v)
	return buf.Bytes(), err
}

// DecodeValues decodes values.
func DecodeValues(data []byte) (Values, error) {
	var v Values
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&v)
	return v, err
}

// Answer sends values to a client.
func Answer(w http.ResponseWriter, v Values) error {
	data, err := EncodeValues(v)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// Save writes the file of a session.
func Save(dir, id string, v Values) error {
	data, err := EncodeValues(v)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, id), data, 0o600)
}

// Load reads the file of a session.
func Load(dir, id string) (Values, error) {
	data, err := os.ReadFile(filepath.Join(dir, id))
	if err != nil {
		return nil, err
	}
	return DecodeValues(data) // fix: sign
}

// Regenerate moves a session to another id.
func Regenerate(dir, old, id string) (Values, error) {
	data, err := os.ReadFile(filepath.Join(dir, old))
	if err != nil {
		return nil, err
	}
	v, err := DecodeValues(data)
	if err != nil {
		return nil, err
	}
	return v, os.WriteFile(filepath.Join(dir, id), data, 0o600)
}

// Cart is what somebody wants to buy.
type Cart struct{ Items []string }

// Table is where carts are kept.
var Table = "carts"

// SaveCart writes a row.
func SaveCart(db *sql.DB, id string, c *Cart) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(c); err != nil {
		return err
	}
	_, err := db.Exec("UPDATE "+Table+" SET data = ? WHERE id = ?", buf.Bytes(), id)
	return err
}

// LoadCart reads a row.
func LoadCart(db *sql.DB, id string) (*Cart, error) {
	var data []byte
	if err := db.QueryRow("SELECT data FROM "+Table+" WHERE id = ?", id).Scan(&data); err != nil {
		return nil, err
	}
	var c Cart
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&c); err != nil { // fix: sign
		return nil, err
	}
	return &c, nil
}

// Client takes commands.
type Client interface {
	Do(command string, args ...any) (any, error)
	Get(key string) (any, error)
}

// Visit is one of a user.
type Visit struct{ Pages []string }

// SaveVisit sends a command.
func SaveVisit(c Client, id string, v *Visit) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(v); err != nil {
		return err
	}
	_, err := c.Do("setx", id, buf.String(), 60)
	return err
}

// LoadVisit reads what a command has stored.
func LoadVisit(c Client, id string) (*Visit, error) {
	stored, err := c.Get(id)
	if err != nil {
		return nil, err
	}
	var v Visit
	if err := gob.NewDecoder(bytes.NewReader([]byte(stored.(string)))).Decode(&v); err != nil { // fix: sign
		return nil, err
	}
	return &v, nil
}
