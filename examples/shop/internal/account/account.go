// Package account knows the shop's customers and staff, and checks their
// passwords. It does not know how somebody who logged in is remembered.
package account

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"sync"
)

const iterations = 210_000

// The roles that an account may have.
const (
	RoleCustomer = "customer"
	RoleAdmin    = "admin"
)

// ErrCredentials is returned for an unknown address and for a wrong password.
var ErrCredentials = errors.New("account: wrong address or password")

// ErrIncomplete is returned for an account without an address or with a password
// of less than 8 bytes.
var ErrIncomplete = errors.New("account: an address and a password of at least 8 characters are required")

// ErrTaken is returned when an address is registered a second time.
var ErrTaken = errors.New("account: address is taken")

// Account is a customer or one of the staff.
type Account struct {
	Email        string `json:"email"`
	Name         string `json:"name"`
	Member       string `json:"member,omitempty"` // number of the loyalty card
	PasswordHash []byte `json:"-"`
	Salt         []byte `json:"-"`
	Role         string `json:"role"`
}

// Directory holds the accounts by address. It is safe for concurrent use.
type Directory struct {
	mu       sync.RWMutex
	accounts map[string]*Account
}

// NewDirectory returns a directory without accounts.
func NewDirectory() *Directory {
	return &Directory{accounts: make(map[string]*Account)}
}

// Register adds the account with the given password; without a role it is a
// customer's.
func (d *Directory) Register(acc Account, password string) (*Account, error) {
	if acc.Email == "" || len(password) < 8 {
		return nil, ErrIncomplete
	}
	if acc.Role == "" {
		acc.Role = RoleCustomer
	}
	acc.Salt = make([]byte, 16)
	rand.Read(acc.Salt)
	hash, err := hashPassword(password, acc.Salt)
	if err != nil {
		return nil, err
	}
	acc.PasswordHash = hash
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.accounts[acc.Email]; ok {
		return nil, ErrTaken
	}
	d.accounts[acc.Email] = &acc
	return &acc, nil
}

// Login returns the account of that address if the password is its own, and
// ErrCredentials otherwise.
func (d *Directory) Login(email, password string) (*Account, error) {
	acc, err := d.Lookup(email)
	if err != nil {
		return nil, err
	}
	hash, err := hashPassword(password, acc.Salt)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare(hash, acc.PasswordHash) != 1 {
		return nil, ErrCredentials
	}
	return acc, nil
}

// Lookup returns the account of that address, or ErrCredentials.
func (d *Directory) Lookup(email string) (*Account, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	acc, ok := d.accounts[email]
	if !ok {
		return nil, ErrCredentials
	}
	return acc, nil
}

func hashPassword(password string, salt []byte) ([]byte, error) {
	hash, err := pbkdf2.Key(sha256.New, password, salt, iterations, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("account: hash: %w", err)
	}
	return hash, nil
}
