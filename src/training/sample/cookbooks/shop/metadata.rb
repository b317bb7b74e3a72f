name 'shop'
